import { loadConfig } from "../config/load.ts";
import { refuseHugePages } from "../linux/huge_pages.ts";
import { cgroupDirs, cgroupDirsOf, joinCgroup, makeCgroup } from "../pod/cgroup.ts";
import type { OciSpec } from "../pod/oci_spec.ts";
import { planPod } from "../pod/pod_plan.ts";
import { podRoleOf } from "../pod/pod_role.ts";
import { checkIdentifier, type ShimArgs } from "./args.ts";
import { type Bootstrap, encodeResult, readBootstrap } from "./bootstrap.ts";
import { bundleSpec } from "./bundle.ts";
import { Launch } from "./launch.ts";
import { cleanUpLostPods } from "./lost_pods.ts";
import type { Serving } from "./serve.ts";
import { socketPath } from "./socket.ts";
import { readStdin } from "./stdin.ts";

/**
 * `start`: finds the shim that serves the container, or becomes it, and prints its address on stdout. Only the address may go
 * there (containerd reads stderr as well), so a failure throws before anything was written. Resolves with the end of the pod that
 * this process serves, at once where another one does.
 */
export async function start(args: ShimArgs): Promise<void> {
  if (args.cleanUp) return await cleanUpKilled(args);
  const launch = new Launch(args.reportFd);
  const bundle = Deno.cwd();
  let serving: Serving | undefined;
  try {
    checkIdentifier("namespace", args.namespace);
    checkIdentifier("container id", args.id);
    const bootstrap = readBootstrap(readStdin(), args, (name) => Deno.env.get(name));
    const spec = bundleSpec(bundle);
    const role = spec && podRoleOf(spec, args.id);
    let path: string;
    if (role?.kind === "container") {
      checkIdentifier("sandbox id", role.sandboxId);
      path = await socketPath(args.namespace, role.sandboxId);
      await mustListen(path, role.sandboxId);
    } else {
      path = await socketPath(args.namespace, args.id);
      // A second start for a live id gets the shim that there is.
      if (!await listens(path)) serving = await becomeShim(args, bundle, bootstrap, spec, path);
    }
    const address = `unix://${path}`;
    // containerd 1.x finds a running shim again by this file after a restart.
    Deno.writeTextFileSync(`${bundle}/address`, address, { mode: 0o600 });
    Deno.stdout.writeSync(encodeResult(bootstrap.format, address));
    launch.succeeded();
  } catch (error) {
    await serving?.end(); // whoever asked has gone
    launch.failed(error);
  }
  if (serving === undefined) return;
  // What cannot be cleaned up is no fault of this pod's.
  cleanUpLostPods(args.namespace, bundle.slice(0, bundle.lastIndexOf("/"))).catch(() => {});
  await serving.ended;
  Deno.exit(0); // whoever is still connected hears of it so
}

/** Begins to serve the pod, in its own cgroup. Where that fails nothing is left of it. */
async function becomeShim(
  args: ShimArgs,
  bundle: string,
  bootstrap: Bootstrap,
  spec: OciSpec | undefined,
  socket: string,
): Promise<Serving> {
  refuseHugePages();
  // Refused here, a bad configuration or annotation, or what no VM can have, reaches whoever asked for the container, in one line.
  const node = await loadConfig(bootstrap.configPath);
  const plan = spec && planPod(spec, args.id, node);
  const cgroups = plan?.cgroups ?? []; // the Sandbox API names them later
  const origin = await cgroupDirsOf(Deno.pid);
  let entered = Promise.resolve();
  try {
    makeCgroup(cgroups);
    // A move takes as long as a tenth of the modules' loading, which goes on beside it.
    entered = joinCgroup(cgroups, origin);
    entered.catch(() => {}); // told where it is waited for
    const { beginServing } = await import("./serve.ts");
    return beginServing({
      namespace: args.namespace,
      id: args.id,
      bundle,
      socket,
      plan,
      node,
      configPath: bootstrap.configPath,
      ttrpcAddress: bootstrap.ttrpcAddress,
      debug: bootstrap.debug || node.logLevel === "debug",
      origin,
      entered,
    });
  } catch (error) {
    // Nobody can remove a cgroup from inside.
    await entered.then(() => joinCgroup(origin, [])).catch(() => {});
    // containerd calls `delete` only for a shim that it has come to know.
    await (await import("./clean_up.ts")).cleanUpPod(args.namespace, args.id, { cgroups, except: Deno.pid });
    throw error;
  }
}

/** After a `start` that was killed before it told anything: containerd does not call `delete` for it. */
async function cleanUpKilled(args: ShimArgs): Promise<never> {
  checkIdentifier("namespace", args.namespace);
  checkIdentifier("container id", args.id);
  const spec = bundleSpec(Deno.cwd());
  const isPod = spec === undefined || podRoleOf(spec, args.id).kind !== "container";
  // A second start for a live id is killed alone: the pod is another process's.
  if (isPod && !await listens(await socketPath(args.namespace, args.id))) {
    const cgroups = cgroupDirs(spec?.linux?.cgroupsPath);
    await (await import("./clean_up.ts")).cleanUpPod(args.namespace, args.id, { cgroups });
  }
  throw new Error(`The shim of '${args.id}' was killed as it started`);
}

function listens(path: string): Promise<boolean> {
  return Deno.connect({ transport: "unix", path }).then((connection) => {
    connection.close();
    return true;
  }, () => false);
}

async function mustListen(path: string, sandboxId: string): Promise<void> {
  try {
    (await Deno.connect({ transport: "unix", path })).close();
  } catch (cause) {
    throw new Error(`Cannot reach the shim of pod '${sandboxId}' at '${path}'`, { cause });
  }
}
