/** The node's configuration file, named by containerd's runtime options as a runtime class would. */
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { quote } from "../command.ts";
import type { Context } from "../context.ts";
import type { TestCase } from "../harness.ts";

/** Flags of `ctr run` for a configuration file that says `text`. */
export async function configFlags(context: Context, text: string): Promise<string[]> {
  const path = `${context.directory}/config-${crypto.randomUUID().slice(0, 8)}.toml`;
  await Deno.writeTextFile(path, text);
  return ["--runtime-config-path", path];
}

export const configCases: TestCase[] = [
  {
    name: "a configuration file sizes the VM",
    runtimes: ["husk"],
    async run(context) {
      const flags = await configFlags(context, "memory_mib = 128\nvcpus = 2\n");
      const out = await context.shell("nproc; sed -n 's/^MemTotal: *\\([0-9]*\\) kB/\\1/p' /proc/meminfo", { flags });
      const [cpus, kib] = out.trim().split("\n").map(Number);
      assertEquals(cpus, 2);
      assertEquals(kib! > 100 * 1024 && kib! < 128 * 1024, true, `MemTotal ${kib} kB`);
    },
  },
  {
    name: "an unknown key and a bad value in the configuration are refused with file and line",
    runtimes: ["husk"],
    async run(context) {
      const bad: [string, RegExp][] = [
        ["# ours\nmemroy_mib = 128\n", /config-\w+\.toml:2: unknown key 'memroy_mib'/],
        ["vcpus = 0\n", /config-\w+\.toml:1: invalid value 0 of 'vcpus'/],
        ['qemu = "/no/such/qemu"\n', /config-\w+\.toml:1: 'qemu': there is no file '\/no\/such\/qemu'/],
      ];
      for (const [text, words] of bad) {
        const result = await context.run(["true"], { flags: await configFlags(context, text) });
        assertNotEquals(result.code, 0);
        assertMatch(result.stderr, words, quote(result));
      }
      const missing = await context.run(["true"], { flags: ["--runtime-config-path", "/no/such/config.toml"] });
      assertNotEquals(missing.code, 0);
      assertMatch(missing.stderr, /'\/no\/such\/config\.toml'/, quote(missing));
    },
  },
  {
    name: "an annotation that the configuration does not allow is refused and named",
    runtimes: ["husk"],
    async run(context) {
      const allowed = await configFlags(context, 'annotations = ["io.husk.vcpus"]\nmost_vcpus = 2\n');
      const run = (annotation: string) => context.run(["nproc"], { flags: [...allowed, "--annotation", annotation] });
      const refused = await run("io.husk.memory_mib=128");
      assertNotEquals(refused.code, 0);
      assertMatch(refused.stderr, /'io\.husk\.memory_mib' is not allowed on this node/, quote(refused));
      const tooMany = await run("io.husk.vcpus=3");
      assertNotEquals(tooMany.code, 0);
      assertMatch(tooMany.stderr, /'3' of annotation 'io\.husk\.vcpus' \(wanted: a whole number from 1 to 2\)/);
      const fine = await run("io.husk.vcpus=2");
      assertEquals(fine.stdout, "2\n", quote(fine));
    },
  },
  {
    name: "a file server that does not live is told with its last words, not as a VM that found nobody",
    runtimes: ["husk"],
    async run(context) {
      const path = `${context.directory}/virtiofsd`;
      const program = `#!/bin/sh\n[ "$1" = --help ] && exec echo --shared-dir\necho 'no such luck' >&2\nexit 3\n`;
      await Deno.writeTextFile(path, program, { mode: 0o755 });
      const result = await context.run(["true"], { flags: await configFlags(context, `virtiofsd = "${path}"\n`) });
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /virtiofsd \(pid \d+\) exited with code 3: no such luck/, quote(result));
    },
  },
];
