/** The environment variable with the result lines of an earlier run whose machine stopped: what they name has been run. */
export const DONE = "HUSK_TEST_VM_DONE";

/** Whether the case of this name, as the report has it, is yet to be run; `lines` are those of the report. */
export function isPending(name: string, lines: string): boolean {
  return !lines.split("\n").some((line) => {
    const told = line.slice("ok    ".length);
    return told.startsWith(`${name} (`) || told.startsWith(`${name}: `);
  });
}
