/** The images that containerd's integration suite asks for, made here of Debian's busybox in place of those it would pull. */
import { busyboxLayer } from "../e2e/busybox_layer.ts";
import type { Entry } from "../e2e/oci_archive.ts";
import { Registry, type RegistryImage } from "./registry.ts";

const Env = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
/** Ends at once when it is told to, as the process of a pause image does. No `sleep`: critest looks for those in a pod. */
export const PAUSE = "#!/bin/sh\ntrap 'exit 0' TERM INT\nwhile :; do tail -f /dev/null & wait $!; done\n";
const NOBODY = 65534;

/** The suite calls `stress` to take 100 MB for 30 seconds: dd holds its buffer for as long as nobody reads the pipe. */
const STRESS = "#!/bin/sh\ndd if=/dev/zero bs=110M count=1 2>/dev/null | sleep 30\n";

/** The users and groups of the busybox image that the suite's tests know. */
const PASSWD = [
  "root:x:0:0:root:/root:/bin/sh",
  "daemon:x:1:1:daemon:/usr/sbin:/bin/false",
  "nobody:x:65534:65534:nobody:/home:/bin/false",
];
const GROUP = ["root:x:0:", "daemon:x:1:", "bin:x:2:", "adm:x:4:", "tty:x:5:", "wheel:x:10:root", "nobody:x:65534:"];

export async function suiteImages(): Promise<RegistryImage[]> {
  const text = (path: string, content: string, mode = 0o644): Entry => ({
    path,
    mode,
    data: new TextEncoder().encode(content),
  });
  const layer = [
    ...(await busyboxLayer()).filter(({ path }) => path !== "etc/passwd" && path !== "etc/group"),
    text("etc/passwd", PASSWD.join("\n") + "\n"),
    text("etc/group", GROUP.join("\n") + "\n"),
  ];
  const directory = (path: string): Entry => ({ path, directory: true });
  // What integration/images/volume-copy-up/Dockerfile of the suite makes.
  const volumes = ["test_dir", "C:", "C:/weird_test_dir", ":colon_prefixed"].map(directory);
  const volumeFiles = [
    "test_dir/test_file",
    "C:/weird_test_dir/weird_test_file",
    ":colon_prefixed/colon_prefixed_file",
  ];
  const copied = volumeFiles.map((path) => text(path, "test_content\n"));
  const owned = { path: "test_dir", directory: true, uid: NOBODY, gid: NOBODY };
  return [
    { name: "busybox", tag: "1", layer, config: { Env, Cmd: ["sh"] } },
    {
      name: "alpine",
      tag: "1",
      layer: [
        ...layer.filter(({ path }) => path !== "bin/sh"),
        { path: "bin/sh", symlinkTo: "/bin/busybox" }, // by its full path, as Alpine has it
        text("etc/os-release", "ID=alpine\n"),
      ],
      config: { Env, Cmd: ["sh"] },
    },
    {
      name: "pause",
      tag: "1",
      layer: [...layer, text("pause", PAUSE, 0o755)],
      config: { Env, Entrypoint: ["/pause"] },
    },
    {
      name: "volume-copy-up",
      tag: "1",
      layer: [...layer, ...volumes, ...copied],
      config: { Env, Cmd: ["sh"], Volumes: { "/test_dir": {}, "C:/weird_test_dir": {}, "/:colon_prefixed": {} } },
    },
    {
      name: "volume-ownership",
      tag: "1",
      layer: [...layer, owned],
      config: { Env, Cmd: ["sh"], Volumes: { "/test_dir": {} } },
    },
    {
      name: "resource-consumer",
      tag: "1",
      layer: [...layer, text("pause", PAUSE, 0o755), text("bin/stress", STRESS, 0o755)],
      config: { Env, Entrypoint: ["/pause"] },
    },
  ];
}

/** The suite's image list (its integration/images/image_list.go), as a TOML file's text. */
export function imageList(registry: Registry): string {
  const tagged = {
    Alpine: "alpine",
    BusyBox: "busybox",
    Pause: "pause",
    ResourceConsumer: "resource-consumer",
    VolumeCopyUp: "volume-copy-up",
    VolumeOwnership: "volume-ownership",
  };
  return [
    ...Object.entries(tagged).map(([key, name]) => `${key} = "${registry.reference(name, "1")}"`),
    `BusyBoxByDigest = "${registry.referenceByDigest("busybox", "1")}"`,
    "",
  ].join("\n");
}
