import { assert } from "@std/assert";
import { casesAcrossVersions } from "./across_versions.ts";

Deno.test("casesAcrossVersions() finds every case that it names", () => {
  assert(casesAcrossVersions().length > 0);
});
