/** deploy/ says what the code does: its YAML parses, its parts name each other, its figures and names are the code's. */
import { assert, assertEquals } from "@std/assert";
import { parseAll } from "@std/yaml";
import { DEFAULT_PLACE } from "../src/cli/install/install.ts";
import { NODE_IMAGE } from "./node_image.ts";
import { pathsBelow } from "./cache.ts";

const DEPLOY = new URL("../deploy", import.meta.url).pathname;

type Yaml = { apiVersion: string; kind: string; [key: string]: unknown };

async function documentsOf(path: string): Promise<Yaml[]> {
  return parseAll(await Deno.readTextFile(`${DEPLOY}/${path}`)) as Yaml[];
}

const files = (await pathsBelow(DEPLOY, (path) => path.endsWith(".yaml"))).map((path) => path.slice(DEPLOY.length + 1));

Deno.test("deploy/: every YAML file is an object of Kubernetes, and every kustomization names all of its folder", async () => {
  assert(files.length >= 5);
  for (const file of files) {
    for (const document of await documentsOf(file)) {
      assert(document.apiVersion && document.kind, `${file} lacks apiVersion or kind`);
      if (document.kind !== "Kustomization") continue;
      const folder = file.replace(/[^/]*$/, "");
      const others = files.filter((other) => other.startsWith(folder) && other !== file);
      assertEquals(document["resources"], others.map((other) => other.slice(folder.length)), file);
    }
  }
});

Deno.test("deploy/: the DaemonSets run husk's own commands from the image that `deno task image` makes", async () => {
  for (const command of ["install", "uninstall"]) {
    const [daemonSet] = await documentsOf(`kubernetes/${command}/daemonset.yaml`);
    const pod = (daemonSet!["spec"] as { template: { spec: PodSpec } }).template.spec;
    assertEquals(pod.initContainers[0]!.command, [
      `${DEFAULT_PLACE.prefix}/husk`,
      command,
      "--root",
      "/host",
      "--restart",
    ]);
    for (const container of [...pod.initContainers, ...pod.containers]) assertEquals(container.image, NODE_IMAGE);
  }
});

Deno.test("deploy/: the RuntimeClass's overhead is the one that docs/deployment.md says was measured", async () => {
  const [runtimeClass] = await documentsOf("kubernetes/install/runtimeclass.yaml");
  const text = await Deno.readTextFile(`${DEPLOY}/../docs/deployment.md`);
  const [, memory, cpu] = /RuntimeClass has that memory, (\d+Mi), and (\d+m)\./.exec(text) ?? [];
  assertEquals(runtimeClass!["overhead"], { podFixed: { memory, cpu } });
});

interface PodSpec {
  initContainers: { command: string[]; image: string }[];
  containers: { command: string[]; image: string }[];
}
