import { Any } from "../gen/google/protobuf/any.ts";
import { RuntimeInfo } from "../gen/types/introspection.ts";
import { readStdin } from "./stdin.ts";

/** As which containerd registers the document (typeurl, in its client/client.go). */
const FEATURES_TYPE = "types.containerd.io/opencontainers/runtime-spec/1/features/Features";

/**
 * What husk takes of the OCI runtime specification (its features.md). containerd 2.x offers the kubelet recursive read-only mounts
 * where "rro" is among the mount options, and user namespaces where owners can be mapped.
 */
const FEATURES = {
  ociVersionMin: "1.0.0",
  ociVersionMax: "1.3.0",
  hooks: ["prestart", "createRuntime", "startContainer", "poststart", "poststop"],
  mountOptions: [
    ...["async", "atime", "bind", "defaults", "dev", "diratime", "dirsync", "exec", "noatime", "nodev", "nodiratime"],
    ...["noexec", "norelatime", "nostrictatime", "nosuid", "private", "rbind", "relatime", "remount", "ro", "rprivate"],
    ...["rro", "rslave", "rw", "slave", "strictatime", "suid", "sync"],
  ],
  linux: {
    namespaces: ["cgroup", "ipc", "mount", "network", "pid", "user", "uts"],
    cgroup: { v1: false, v2: true, systemd: false, systemdUser: false, rdma: false },
    seccomp: { enabled: true },
    apparmor: { enabled: false },
    selinux: { enabled: false },
    intelRdt: { enabled: false },
    mountExtensions: { idmap: { enabled: true } },
  },
};

/** `-info` (containerd >= 2.0): prints RuntimeInfo, with the options that came on stdin handed back. */
export function info(version: string): void {
  Deno.stdout.writeSync(runtimeInfo(version, readStdin()));
}

/** RuntimeInfo as bytes; `options`: an Any, or nothing. */
export function runtimeInfo(version: string, options: Uint8Array): Uint8Array {
  return RuntimeInfo.encode({
    name: "io.containerd.husk.v2",
    version: { version, revision: "" },
    options: options.length === 0 ? undefined : Any.decode(options),
    features: { typeUrl: FEATURES_TYPE, value: new TextEncoder().encode(JSON.stringify(FEATURES)) },
    annotations: {},
  }).finish();
}
