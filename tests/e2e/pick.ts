import type { TestCase } from "./harness.ts";

/** The cases of these names, in the order of `cases`. Throws where a name is no case's. */
export function pickCases(cases: readonly TestCase[], names: readonly string[]): TestCase[] {
  const wanted = new Set(names);
  const picked = cases.filter(({ name }) => wanted.has(name));
  const missing = wanted.difference(new Set(picked.map(({ name }) => name)));
  if (missing.size > 0) throw new Error(`No such end-to-end case: ${[...missing].join("; ")}`);
  return picked;
}
