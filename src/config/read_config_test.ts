import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { DEFAULTS } from "./config.ts";
import { KEYS } from "./keys.ts";
import { loadConfig } from "./load.ts";
import { parseConfig } from "./read_config.ts";
import { keysTable, sampleConfig } from "./sample.ts";

const PATH = "/etc/husk/config.toml";

Deno.test("parseConfig() sets what the file names and keeps the defaults of the rest", () => {
  const config = parseConfig('memory_mib = 512\naccelerator = "tcg"\nannotations = []\n', PATH);
  assertEquals(config, { ...DEFAULTS, memoryMiB: 512, accelerator: "tcg", annotations: [] });
});

Deno.test("parseConfig() names file and line of an unknown key and of a bad value", () => {
  const bad: [string, string][] = [
    ["\nmemroy_mib = 1", `${PATH}:2: unknown key 'memroy_mib' (known: hypervisor,`],
    ["memory_mib = 63", `${PATH}:1: invalid value 63 of 'memory_mib' (wanted: a whole number from 64 to`],
    ['memory_mib = "64"', `${PATH}:1: invalid value "64"`],
    ["vcpus = 0", `${PATH}:1: invalid value 0`],
    ['hypervisor = "xen"', `${PATH}:1: invalid value "xen" of 'hypervisor' (wanted: "auto", "kvm", "qemu"`],
    ['annotations = ["io.husk.nonsense"]', `${PATH}:1: invalid value ["io.husk.nonsense"]`],
    ['kernel = "vmlinux"', `${PATH}:1: invalid value "vmlinux" of 'kernel' (wanted: an absolute path`],
    ['# x\nqemu = "/no/such"', `${PATH}:2: 'qemu': there is no file '/no/such'`],
    ["vcpus = 4\nmost_vcpus = 2", `${PATH}:1: 'vcpus' is 4, more than 'most_vcpus', 2`],
    ["most_memory_mib = 128", `${PATH}:1: 'memory_mib' is 256, more than 'most_memory_mib', 128`],
    ["[vm]", `${PATH}:1: tables are not known`],
  ];
  for (const [text, words] of bad) assertThrows(() => parseConfig(text, PATH), Error, words, text);
});

Deno.test("loadConfig() takes the defaults where nobody named a file and there is none", async () => {
  assertEquals(await loadConfig("", "/no/such/config.toml"), DEFAULTS);
  await assertRejects(() => loadConfig("/no/such/config.toml"), Error, "'/no/such/config.toml'");
});

Deno.test("loadConfig() reads the file that is named, or the default one", async () => {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeTextFile(path, "vcpus = 3\n");
    assertEquals((await loadConfig(path)).vcpus, 3);
    assertEquals((await loadConfig("", path)).vcpus, 3);
  } finally {
    await Deno.remove(path);
  }
});

Deno.test("KEYS has one key for every field of the configuration", () => {
  assertEquals(KEYS.map((key) => key.field).sort(), (Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]).sort());
});

Deno.test("sampleConfig() is valid as it stands, and with every key uncommented it sets the defaults", () => {
  assertEquals(parseConfig(sampleConfig(), PATH), DEFAULTS);
  const uncommented = sampleConfig().replaceAll(/^#(?=\w+ = )/gm, "");
  assertEquals(uncommented.split("\n").filter((line) => /^\w+ = /.test(line)).length, KEYS.length);
  assertEquals(parseConfig(uncommented, PATH), DEFAULTS);
});

Deno.test("deploy/config.toml and docs/configuration.md say what the table of keys says (deno run -A scripts/config_docs.ts)", async () => {
  const root = new URL("../../", import.meta.url);
  assertEquals(await Deno.readTextFile(new URL("deploy/config.toml", root)), sampleConfig());
  const docs = await Deno.readTextFile(new URL("docs/configuration.md", root));
  assertEquals(docs.includes(keysTable()), true, "the table in docs/configuration.md is out of date");
});
