/**
 * The images that the specs' pods are made of, in place of those that they would pull: Debian's busybox in all of them, and Kubernetes'
 * own agnhost, by their names and tags of Kubernetes 1.34 (test/utils/image/manifest.go).
 */
import type { KubernetesTests } from "../../../scripts/cluster/kubernetes_tests.ts";
import type { RegistryImage } from "../../conformance/registry.ts";
import { busyboxLayer, libraries } from "../../e2e/busybox_layer.ts";
import type { Entry } from "../../e2e/oci_archive.ts";

const Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];

/** Ends at once when it is told to. */
const PAUSE = "#!/bin/sh\ntrap 'exit 0' TERM INT\nwhile :; do sleep 1000 & wait $!; done\n";

/** The specs call curl for what a URL answers, their last argument. */
const CURL = '#!/bin/sh\nfor url; do :; done\nexec wget -q -O - "$url"\n';

/** agnhost's image has a user and a group that a spec knows (test/images/agnhost/Dockerfile). */
const PASSWD = ["root:x:0:0:root:/root:/bin/sh", "user-defined-in-image:x:1000:1000::/home/user:/bin/sh"];
const GROUP = ["root:x:0:", "user-defined-in-image:x:1000:", "group-defined-in-image:x:50000:user-defined-in-image"];

export async function specImages(programs: KubernetesTests): Promise<RegistryImage[]> {
  const file = (path: string, data: string | Uint8Array, mode = 0o755): Entry => ({
    path,
    mode,
    data: typeof data === "string" ? new TextEncoder().encode(data) : data,
  });
  // bash is the shell: that of Debian's busybox drops variables whose names are none of a shell's, which specs look for.
  const bash = await busyboxLayer(["/bin/bash", ...await libraries("/bin/bash")]);
  const layer = [...bash.filter(({ path }) => path !== "bin/sh"), { path: "bin/sh", symlinkTo: "bash" }];
  const agnhost = [
    ...layer.filter(({ path }) => path !== "etc/passwd" && path !== "etc/group"),
    file("etc/passwd", PASSWD.join("\n") + "\n", 0o644),
    file("etc/group", GROUP.join("\n") + "\n", 0o644),
    { path: "uploads", directory: true },
    { path: "usr/local/bin", directory: true },
    file("usr/local/bin/curl", CURL),
    ...await Promise.all(
      ["localhost.crt", "localhost.key"].map(async (name) =>
        file(name, await Deno.readFile(`${programs.agnhostSource}/porter/${name}`), 0o644)
      ),
    ),
    file("agnhost", await Deno.readFile(programs.agnhost)),
    { path: "agnhost-2", symlinkTo: "agnhost" },
  ];
  const setuid = [
    ...layer,
    { path: "usr/local/bin", directory: true },
    file("usr/local/bin/nnp", await Deno.readFile(programs.nonewprivs), 0o6755),
  ];
  const server = { Env, Entrypoint: ["httpd"], Cmd: ["-f", "-p", "80", "-h", "/etc"] };
  const e2e = (name: string) => `e2e-test-images/${name}`;
  return [
    { name: e2e("busybox"), tag: "1.37.0-1", layer, config: { Env, Cmd: ["sh"] } },
    { name: e2e("agnhost"), tag: "2.56", layer: agnhost, config: { Env, Entrypoint: ["/agnhost"], Cmd: ["pause"] } },
    { name: e2e("nonroot"), tag: "1.4", layer, config: { Env, Cmd: ["sh"], User: "1234" } },
    { name: e2e("nonewprivs"), tag: "1.3", layer: setuid, config: { Env, Cmd: ["nnp"] } },
    { name: e2e("httpd"), tag: "2.4.38-4", layer, config: server },
    { name: e2e("nginx"), tag: "1.14-4", layer, config: server },
    { name: "pause", tag: "3.10.1", layer: [...layer, file("pause", PAUSE)], config: { Env, Entrypoint: ["/pause"] } },
  ];
}
