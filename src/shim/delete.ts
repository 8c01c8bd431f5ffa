import { DeleteResponse } from "../gen/task/v3/task.ts";
import { timestampOf } from "../service/timestamp.ts";
import { checkIdentifier, type ShimArgs } from "./args.ts";
import { cleanUpPod } from "./clean_up.ts";

/** Exit status told for a container whose shim is gone: it was killed with it. */
const STATUS_KILLED = 137;

/**
 * `delete`: called by containerd where it cannot reach a shim (any more). Cleans up after it and prints a DeleteResponse.
 */
export async function deletePod(args: ShimArgs): Promise<void> {
  checkIdentifier("namespace", args.namespace);
  checkIdentifier("container id", args.id);
  await cleanUpPod(args.namespace, args.id);
  const response = DeleteResponse.encode({ pid: 0, exitStatus: STATUS_KILLED, exitedAt: timestampOf(new Date()) })
    .finish();
  Deno.stdout.writeSync(response);
}
