import { DeleteResponse } from "../gen/task/v3/task.ts";
import type { ExitStatus } from "../pod/events.ts";
import { timestampOf } from "../service/timestamp.ts";
import { DELETE_ANSWER } from "./launcher.ts";

/** Exit status told for a container that was killed with its shim. */
const STATUS_KILLED = 137;

/** What `delete` prints of a container that has ended with `exit`; without one, of one that was killed with its shim. */
export function deleteAnswer(
  { pid, exit }: { pid: number; exit: ExitStatus } = { pid: 0, exit: { status: STATUS_KILLED, at: new Date() } },
): Uint8Array {
  return DeleteResponse.encode({ pid, exitStatus: exit.status, exitedAt: timestampOf(exit.at) }).finish();
}

/**
 * Leaves in the bundle what `delete` is to print of a container of which nothing is left on the host: containerd calls it for each container, after an
 * orderly end as well, and waits. A start of Deno for it would be a fifth of what a short container costs. A bundle that is gone needs none.
 * Throws what else keeps it from being written: then `delete` looks for itself.
 */
export function leaveDeleteAnswer(bundle: string, answer: Uint8Array): void {
  // As printf(1) takes it: a shell's variable holds no zero bytes.
  const text = Array.from(answer, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  try {
    Deno.writeTextFileSync(`${bundle}/${DELETE_ANSWER}`, `${text}\n`, { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
