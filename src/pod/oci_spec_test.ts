import { assertEquals, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import { parseOciProcess, parseOciSpec } from "./oci_spec.ts";

Deno.test("parseOciSpec() passes unknown fields through", () => {
  const spec = parseOciSpec(
    `{"ociVersion":"1.0.2","domainname":"x","process":{"args":["a"],"cwd":"/","umask":1}}`,
    "c",
  );
  assertEquals(spec.process!.umask, 1);
  assertEquals((spec as unknown as { domainname: string }).domainname, "x");
});

Deno.test("parseOciSpec() names the file and the fault", () => {
  const cases: [string, string][] = [
    ["{", "'/b/config.json'"],
    ["[]", "not a JSON object"],
    ["{}", "'ociVersion'"],
    [`{"ociVersion":"1","process":{"args":[],"cwd":"/"}}`, "process.args"],
    [`{"ociVersion":"1","process":{"args":["x"],"cwd":"tmp"}}`, "process.cwd"],
    [`{"ociVersion":"1","root":{}}`, "root.path"],
    [`{"ociVersion":"1","mounts":[{}]}`, "mounts[0]"],
    [`{"ociVersion":"1","linux":{"namespaces":[1]}}`, "linux.namespaces"],
    [`{"ociVersion":"1","annotations":{"a":1}}`, "annotation 'a'"],
  ];
  for (const [text, expected] of cases) {
    assertThrows(() => parseOciSpec(text, "/b/config.json"), StatusError, expected);
  }
});

Deno.test("parseOciProcess() wants arguments and a directory", () => {
  assertThrows(() => parseOciProcess(`{"args":["x"]}`, "exec 'e'"), StatusError, "exec 'e'");
  assertEquals(parseOciProcess(`{"args":["x"],"cwd":"/"}`, "exec 'e'").args, ["x"]);
});
