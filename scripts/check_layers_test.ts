import { assertEquals } from "@std/assert";
import { checkImports } from "./check_layers.ts";

Deno.test("checkImports() lets a layer import what lies below it", () => {
  assertEquals(
    checkImports("src/pod/x.ts", `import { a } from "../linux/fd.ts";\nimport type { b } from "./y.ts";`),
    [],
  );
  assertEquals(checkImports("src/shim/serve.ts", `import { Qemu } from "../hypervisor/qemu/qemu.ts";`), []);
  assertEquals(checkImports("guest/agent/x.ts", `import { Server } from "../../src/ttrpc/server.ts";`), []);
});

Deno.test("checkImports() names an import that points upwards or sideways", () => {
  const cases: [string, string, string][] = [
    ["src/linux/fd.ts", "../pod/x.ts", "src/linux/fd.ts: linux must not import pod (src/pod/x.ts)"],
    ["src/ttrpc/x.ts", "../linux/fd.ts", "src/ttrpc/x.ts: ttrpc must not import linux (src/linux/fd.ts)"],
    ["src/pod/x.ts", "../service/y.ts", "src/pod/x.ts: pod must not import service (src/service/y.ts)"],
    ["guest/agent/x.ts", "../../src/linux/fd.ts", "guest/agent/x.ts: guest must not import linux (src/linux/fd.ts)"],
  ];
  for (const [file, specifier, expected] of cases) {
    assertEquals(checkImports(file, `export * from "${specifier}";`), [expected]);
    assertEquals(checkImports(file, `await import("${specifier}")`), [expected]);
  }
});

Deno.test("checkImports() lets only tests import from tests/", () => {
  const source = `import { FakeAgent } from "../../tests/fakes/fake_agent.ts";`;
  assertEquals(checkImports("src/pod/container_test.ts", source), []);
  assertEquals(checkImports("src/pod/container.ts", source).length, 1);
});
