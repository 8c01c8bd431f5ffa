/**
 * The images that critest asks for (cri-tools, pkg/validate/consts.go), made here of Debian's busybox in place of those of
 * the Kubernetes project. The one that it names by a digest cannot be made.
 */
import { cached } from "../../scripts/cache.ts";
import { run } from "../../scripts/command.ts";
import { busyboxLayer } from "../e2e/busybox_layer.ts";
import type { Entry, ImageConfig } from "../e2e/oci_archive.ts";
import { PAUSE } from "./images.ts";
import type { RegistryImage } from "./registry.ts";

const Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];

/** What busybox has elsewhere and Debian's has not. */
const PGREP =
  '#!/bin/sh\nfor at in /proc/[0-9]*; do read -r name < $at/comm && [ "$name" = "$1" ] && echo ${at#/proc/}; done\n';
const IPCS = "#!/bin/sh\nexec cat /proc/sysvipc/shm\n";
/** A process by the name of the server, whose words hold "master process", with its pid where nginx writes it. */
const server = (name: string, port: number) =>
  `#!/bin/sh\necho $$ > /var/run/nginx.pid\necho ${name} serves\nhttpd -p ${port} -h /www\n` +
  "trap 'exit 0' TERM QUIT INT\nwhile :; do sleep 1000 & wait $!; done\n";
/** The set-user-ID program of the image `nonewprivs`. */
const NO_NEW_PRIVS =
  `#include <stdio.h>\n#include <unistd.h>\nint main(void) { printf("Effective uid: %d\\n", (int)geteuid()); return 0; }\n`;

export async function critestImages(): Promise<RegistryImage[]> {
  const text = (path: string, content: string, mode = 0o644): Entry => ({
    path,
    mode,
    data: new TextEncoder().encode(content),
  });
  const layer: Entry[] = [
    ...await busyboxLayer(),
    { path: "var/run", directory: true },
    text("bin/pgrep", PGREP, 0o755),
    text("bin/ipcs", IPCS, 0o755),
  ];
  const image = (name: string, tag: string, config: ImageConfig = {}, more: Entry[] = []): RegistryImage => ({
    name,
    tag,
    layer: [...layer, ...more],
    // The environment tells images apart that would be one and the same otherwise.
    config: { Env: [...Env, `IMAGE=${name}`], Cmd: ["sh"], ...config },
  });
  const web = (name: string, tag: string, program: string, port: number) =>
    image(name, tag, { Entrypoint: [`/bin/${program}`, "master process"], Cmd: [] }, [
      text(`bin/${program}`, server(program, port), 0o755),
      { path: "www", directory: true },
      text("www/index.html", "served\n"),
    ]);
  const e2e = (name: string) => `e2e-test-images/${name}`;
  const tools = (name: string) => `k8s-staging-cri-tools/${name}`;
  const predefined: Entry[] = [
    text("etc/passwd", "root:x:0:0:root:/root:/bin/sh\ndefault-user:x:1000:1000::/:/bin/sh\n"),
    text("etc/group", "root:x:0:\ndefault-user:x:1000:\ngroup-defined-in-image:x:50000:default-user\n"),
  ];
  const noNewPrivs = { path: "nnp", mode: 0o4755, data: await noNewPrivsProgram() };
  const test = (tag: string) => image(tools("test-image-tag"), tag, { Env: [...Env, `TAG=${tag}`] });
  return [
    image(e2e("busybox"), "1.29-2"),
    web(e2e("nginx"), "1.14-2", "nginx", 80),
    web(e2e("httpd"), "2.4.39-4", "httpd-server", 80),
    web(tools("hostnet-nginx-amd64"), "latest", "nginx", 12003),
    image(e2e("nonewprivs"), "1.3", { Entrypoint: ["/nnp"], Cmd: [] }, [noNewPrivs]),
    image(tools("test-image-user-uid"), "latest", { User: "1002" }),
    image(tools("test-image-user-username"), "latest", { User: "www-data" }),
    image(tools("test-image-user-uid-group"), "latest", { User: "1003:1004" }),
    image(tools("test-image-user-username-group"), "latest", { User: "www-data:1004" }),
    image(tools("test-image-predefined-group"), "latest", { User: "1000" }, predefined),
    image(tools("test-image-latest"), "latest"),
    test("test"),
    test("all"),
    ...["1", "2", "3"].flatMap((n) => [
      image(tools(`test-image-${n}`), "latest"),
      image(tools("test-image-tags"), n),
    ]),
    image("pause", "1", { Entrypoint: ["/pause"], Cmd: [] }, [text("pause", PAUSE, 0o755)]),
  ];
}

/** Linked statically: the image has no other need of libraries. */
async function noNewPrivsProgram(): Promise<Uint8Array> {
  const folder = await cached("critest-nnp", [{ text: NO_NEW_PRIVS }], async (folder) => {
    await Deno.writeTextFile(`${folder}/nnp.c`, NO_NEW_PRIVS);
    await run(["musl-gcc", "-static", "-Os", "-o", `${folder}/nnp`, `${folder}/nnp.c`]);
  });
  return await Deno.readFile(`${folder}/nnp`);
}
