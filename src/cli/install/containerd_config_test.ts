import { assert, assertEquals, assertThrows } from "@std/assert";
import { runtimeTable, withHusk, withoutHusk } from "./containerd_config.ts";

const V2 = 'version = 2\n[plugins."io.containerd.grpc.v1.cri"]\n  sandbox_image = "pause"\n';
const V3 = "version = 3\nroot = '/x'";

Deno.test("withHusk() adds a block that withoutHusk() takes out again, byte for byte", () => {
  for (const text of [V2, V3, "version = 2", "version = 2\n\n", `${V3}\n# the end`]) {
    assertEquals(withoutHusk(withHusk(text)), text);
    assertEquals(withHusk(withHusk(text)), withHusk(text));
  }
  assertEquals(withoutHusk(V2), V2);
});

Deno.test("withHusk() names the plugin of the file's version", () => {
  assert(withHusk(V2).includes(`[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.husk]`));
  assert(withHusk(V3).includes(`[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.husk]`));
  assert(withHusk(undefined).startsWith("version = 2\n"));
});

Deno.test("withHusk() names runc as well where the file does not, for containerd 1.x would forget it", () => {
  const runc = `[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]`;
  assertEquals(withHusk(V2).split(runc).length, 2);
  for (const table of [`${runc}\n`, `  ${runc.replace("runc]", "runc.options]")}\n`]) {
    assertEquals(withHusk(V2 + table).split(`runtimes.runc]`).length, table.includes("options") ? 1 : 2);
  }
  assert(!withHusk(V3).includes("runc"));
});

Deno.test("withHusk() keeps what was written after its block", () => {
  const text = `${withHusk(V2)}[debug]\n  level = "debug"\n`;
  assertEquals(withoutHusk(text), `${V2}[debug]\n  level = "debug"\n`);
});

Deno.test("withHusk() refuses a format that it does not know, a runtime of someone else's, and half a block", () => {
  assertThrows(() => withHusk("[plugins]\n"), Error, "format version 1");
  assertThrows(() => withHusk("version = 9\n"), Error, "format version 9");
  assertThrows(() => withHusk(V2 + runtimeTable("2")), Error, "has a runtime 'husk' already");
  assertThrows(() => withoutHusk(withHusk(V2).replace("# END husk\n", "")), Error, "mend it by hand");
});

Deno.test("deploy/containerd has the tables that the installer writes", async () => {
  const read = (name: string) => Deno.readTextFile(new URL(`../../../deploy/containerd/${name}`, import.meta.url));
  assert((await read("version-2.toml")).endsWith(runtimeTable("2")));
  assert((await read("version-3.toml")).endsWith(runtimeTable("3")));
});
