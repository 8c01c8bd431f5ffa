import { exists } from "../linux/exists.ts";
import { cgroupDirs } from "../pod/cgroup.ts";
import { runHooks } from "../pod/hooks.ts";
import { type OciSpec, parseOciSpec } from "../pod/oci_spec.ts";
import { podRoleOf } from "../pod/pod_role.ts";
import { Logger } from "../util/log.ts";
import { podPaths } from "../pod/pod_paths.ts";
import { checkIdentifier, type ShimArgs } from "./args.ts";
import { cleanUpPod } from "./clean_up.ts";
import { deleteAnswer } from "./delete_answer.ts";

/**
 * `delete`: called by containerd once it has no connection to a shim any more. Cleans up after it and prints a DeleteResponse. After an orderly end
 * there is nothing to clean up, and the launcher answers by itself (delete_answer.ts).
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
  Deno.stdout.writeSync(deleteAnswer());
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
