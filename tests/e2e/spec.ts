/** OCI specs for the tests: what `ctr` would make, changed by the case, with a root file system of its own. */
import { mustRun } from "./command.ts";
import type { Context } from "./context.ts";
import { image, rootfsOf } from "./images.ts";

/** The parts of an OCI runtime spec that the tests read or write (runtime-spec v1.1). */
export interface Spec {
  process: {
    args: string[];
    env: string[];
    cwd: string;
    user: { uid: number; gid: number; additionalGids?: number[]; umask?: number };
    rlimits?: { type: string; soft: number; hard: number }[];
    oomScoreAdj?: number;
    noNewPrivileges?: boolean;
    terminal?: boolean;
  };
  root: { path: string; readonly?: boolean };
  hostname?: string;
  mounts: { destination: string; type?: string; source?: string; options?: string[] }[];
  annotations?: Record<string, string>;
  hooks?: Record<string, { path: string; args?: string[]; env?: string[]; timeout?: number }[]>;
  linux: {
    resources?: Record<string, unknown>;
    sysctl?: Record<string, string>;
    seccomp?: unknown;
    namespaces: { type: string; path?: string }[];
    maskedPaths?: string[];
    readonlyPaths?: string[];
    cgroupsPath?: string;
  };
}

/** The spec that `ctr run` makes for a shell script, changed by `edit`. Its root is a copy of busybox's, the case's own. */
export async function makeSpec(context: Context, script: string, edit: (spec: Spec) => void = () => {}): Promise<Spec> {
  const id = context.id("spec");
  await context.mustCtr([
    "containers",
    "create",
    "--snapshotter",
    context.containerd.snapshotter,
    image.busybox,
    id,
    "sh",
  ]);
  const info = JSON.parse((await context.mustCtr(["containers", "info", id])).stdout) as { Spec: Spec };
  await context.mustCtr(["containers", "delete", id]);
  const spec = info.Spec;
  spec.process.args = ["sh", "-c", script];
  const rootfs = `${context.directory}/rootfs-${id}`;
  await mustRun("cp", ["-a", rootfsOf(context.containerd), rootfs]);
  spec.root.path = rootfs;
  spec.annotations = { ...spec.annotations, ...context.annotations };
  edit(spec);
  return spec;
}

/** Writes a spec into the case's folder; resolves to its path, for `ctr run --config`. */
export async function writeSpec(context: Context, spec: Spec): Promise<string> {
  const file = `${context.directory}/config-${crypto.randomUUID().slice(0, 8)}.json`;
  await Deno.writeTextFile(file, JSON.stringify(spec));
  return file;
}
