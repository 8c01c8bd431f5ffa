/** The registry of the specs' images, a process on the node: every registry's name leads to it (`hosts.toml`), and nothing leads out. */
import { registryFolder } from "../../../scripts/cluster/configuration.ts";
import type { KubernetesTests } from "../../../scripts/cluster/kubernetes_tests.ts";
import type { Node } from "../../../scripts/cluster/node.ts";
import { Registry } from "../../conformance/registry.ts";
import { specImages } from "./images.ts";

/** The node has a network of its own: no port is taken there. */
const PORT = 5000;
const READY = "registry: serves";

/** Starts it on the node; resolves once it can be pulled from. */
export async function serveRegistry(node: Node, programs: KubernetesTests): Promise<void> {
  const folder = `${registryFolder(node)}/_default`;
  await Deno.mkdir(folder, { recursive: true });
  const url = `http://127.0.0.1:${PORT}`;
  // As `server` too: else what is not found here is looked for at the registry whose name it has.
  await Deno.writeTextFile(
    `${folder}/hosts.toml`,
    `server = "${url}"\n[host."${url}"]\n  capabilities = ["pull", "resolve"]\n`,
  );
  const script = new URL(import.meta.url).pathname;
  await node.serve("registry", [Deno.execPath(), "run", "-A", script, JSON.stringify(programs)], READY);
}

if (import.meta.main) {
  await Registry.start(await specImages(JSON.parse(Deno.args[0]!)), PORT);
  console.error(READY);
}
