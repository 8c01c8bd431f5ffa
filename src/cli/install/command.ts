import { podPaths, RUN_DIR } from "../../pod/pod_paths.ts";
import { assetsDir } from "../../shim/self.ts";
import { parseCommand } from "../arguments.ts";
import { findPods } from "../pods.ts";
import { DEFAULT_PLACE, install, type Outcome, type Place, removeEmptyFolders, uninstall } from "./install.ts";

const FLAGS = ["restart"];

/** `husk install`: puts this husk onto a node, or brings the node's up to date. */
export async function installCommand(args: string[]): Promise<number> {
  const { flags, values } = parseCommand(args, {
    flags: FLAGS,
    values: ["root", "prefix", "bin", "containerd-config"],
  });
  const place: Place = {
    ...DEFAULT_PLACE,
    root: values.get("root") ?? DEFAULT_PLACE.root,
    prefix: values.get("prefix") ?? DEFAULT_PLACE.prefix,
    bin: values.get("bin") ?? DEFAULT_PLACE.bin,
    containerdConfig: values.get("containerd-config") ?? DEFAULT_PLACE.containerdConfig,
  };
  const outcome = await install(assetsDir(), place);
  console.log(`husk is installed in ${place.prefix}${place.root === "/" ? "" : ` below ${place.root}`}`);
  if (flags.has("restart")) await restart(place, outcome);
  else if (outcome.configChanged) console.log("containerd has to be restarted to know of it (--restart does so)");
  return 0;
}

/** `husk uninstall`: takes back all that `husk install` did. */
export async function uninstallCommand(args: string[]): Promise<number> {
  const { flags, values } = parseCommand(args, { flags: [...FLAGS, "force"], values: ["root", "prefix"] });
  const root = values.get("root") ?? DEFAULT_PLACE.root;
  const place = { ...DEFAULT_PLACE, root, prefix: values.get("prefix") ?? DEFAULT_PLACE.prefix };
  const runDir = `${root === "/" ? "" : root}${RUN_DIR}`;
  const pods = findPods(runDir);
  if (pods.length > 0 && !flags.has("force")) {
    const names = pods.map((pod) => pod.name || podPaths(pod.namespace, pod.id).dir).join(", ");
    throw new Error(`${pods.length} pods of husk's are on this node: ${names}. Remove them first, or give --force`);
  }
  const outcome = await uninstall(place);
  // Shims share folders there (of sockets, of containerd's namespaces), and the last one cannot know that it is the last.
  if (pods.length === 0) await removeEmptyFolders(runDir);
  console.log(`husk is removed from ${place.prefix}${root === "/" ? "" : ` below ${root}`}`);
  if (flags.has("restart")) await restart(place, outcome);
  else if (outcome.configChanged) console.log("containerd has to be restarted to forget it (--restart does so)");
  return 0;
}

/**
 * Restarts the node's containerd where its configuration has changed; pods go on meanwhile. A configuration that containerd
 * itself does not take is put back first, for a containerd that does not come up again would take the node with it.
 */
async function restart(place: Place, outcome: Outcome): Promise<void> {
  if (!outcome.configChanged) return console.log("containerd's configuration is as it was: no restart");
  const config = place.containerdConfig;
  const dump = await onNode(place.root, ["containerd", "--config", config, "config", "dump"]);
  if (!dump.success) {
    const path = `${place.root.replace(/\/+$/, "")}${config}`;
    if (outcome.configBefore === undefined) await Deno.remove(path);
    else await Deno.writeTextFile(path, outcome.configBefore);
    throw new Error(`containerd does not take the changed '${config}', it is as it was before: ${dump.words}`);
  }
  const { success, words } = await onNode(place.root, ["systemctl", "restart", "containerd"]);
  if (!success) throw new Error(`Cannot restart containerd: ${words}`);
  console.log("containerd is restarted");
}

/** Runs a program of the node's: from a pod by way of the node's own nsenter, in the mount namespace of its first process. */
async function onNode(root: string, command: string[]): Promise<{ success: boolean; words: string }> {
  const enter = root === "/" ? [] : ["chroot", root, "nsenter", "--target", "1", "--mount", "--"];
  const [program, ...args] = [...enter, ...command];
  try {
    const { success, stderr } = await new Deno.Command(program!, {
      args,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    })
      .output();
    return { success, words: new TextDecoder().decode(stderr).trim().split("\n").slice(-3).join(" | ") };
  } catch (error) {
    return { success: false, words: error instanceof Error ? error.message : String(error) };
  }
}
