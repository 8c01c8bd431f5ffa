import { DeleteResponse } from "../gen/task/v3/task.ts";
import { timestampOf } from "../service/timestamp.ts";
import { cgroupDirs } from "../pod/cgroup.ts";
import { runHooks } from "../pod/hooks.ts";
import { type OciSpec, parseOciSpec } from "../pod/oci_spec.ts";
import { podRoleOf } from "../pod/pod_role.ts";
import { Logger } from "../util/log.ts";
import { podPaths } from "../pod/pod_paths.ts";
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
  const bundle = args.bundle || Deno.cwd();
  const spec = specOf(bundle);
  const role = spec && podRoleOf(spec, args.id);
  const cgroups = role === undefined || role.kind === "container" ? [] : cgroupDirs(spec?.linux?.cgroupsPath);
  // A shim that ended in order has removed the container's files, and run its hooks.
  const sandboxId = role === undefined || role.kind === "single" ? args.id : role.sandboxId;
  const isLeft = exists(`${podPaths(args.namespace, sandboxId).shared}/${args.id}`);
  await cleanUpPod(args.namespace, args.id, { cgroups });
  if (isLeft && spec?.hooks !== undefined) {
    const state = { ociVersion: spec.ociVersion, id: args.id, status: "stopped", bundle } as const;
    const log = new Logger((line) => Deno.stderr.writeSync(new TextEncoder().encode(line)));
    await runHooks(spec, "poststop", state, log);
  }
  const response = DeleteResponse.encode({ pid: 0, exitStatus: STATUS_KILLED, exitedAt: timestampOf(new Date()) })
    .finish();
  Deno.stdout.writeSync(response);
}

/** The bundle's specification; undefined where it is gone or broken. */
function specOf(bundle: string): OciSpec | undefined {
  const path = `${bundle}/config.json`;
  try {
    return parseOciSpec(Deno.readTextFileSync(path), path);
  } catch {
    return undefined;
  }
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
