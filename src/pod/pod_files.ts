import type { OciMount } from "./oci_spec.ts";

/** What the files say that all containers of a pod share. */
export interface PodFiles {
  hostname: string;
  /** resolv.conf(5); without any of it the node's own file is taken, as containerd does. */
  dns: { servers: readonly string[]; searches: readonly string[]; options: readonly string[] };
}

/**
 * Writes /etc/hostname, /etc/hosts and /etc/resolv.conf of a pod below `dir`, and returns the mounts by which a container gets
 * them. With a pause container this is the CRI plugin's work; with the Sandbox API it is the shim's.
 */
export function writePodFiles(dir: string, { hostname, dns }: PodFiles): OciMount[] {
  const etc = `${dir}/etc`;
  Deno.mkdirSync(etc, { recursive: true, mode: 0o755 });
  const files = {
    hostname: `${hostname}\n`,
    hosts: nodeFile("/etc/hosts"),
    "resolv.conf": resolvConf(dns) || nodeFile("/etc/resolv.conf"),
  };
  return Object.entries(files).map(([name, text]) => {
    Deno.writeTextFileSync(`${etc}/${name}`, text, { mode: 0o644 });
    return {
      destination: `/etc/${name}`,
      type: "bind",
      source: `${etc}/${name}`,
      options: ["rbind", "rprivate", "rw"],
    };
  });
}

/** The mounts of a container and those of its pod, but for places where it has one of its own. */
export function withPodMounts(own: readonly OciMount[], pods: readonly OciMount[]): OciMount[] {
  const taken = new Set(own.map(({ destination }) => destination));
  return [...own, ...pods.filter(({ destination }) => !taken.has(destination))];
}

function resolvConf({ servers, searches, options }: PodFiles["dns"]): string {
  const lines = [
    ...(searches.length > 0 ? [`search ${searches.join(" ")}`] : []),
    ...servers.map((server) => `nameserver ${server}`),
    ...(options.length > 0 ? [`options ${options.join(" ")}`] : []),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function nodeFile(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
