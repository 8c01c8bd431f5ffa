/**
 * Removes the empty cgroup at `path` (no leading slash) in every hierarchy: runc makes those above its containers' and leaves
 * them, for a pod's own is the kubelet's to remove.
 */
export function removeCgroups(path: string): void {
  for (const hierarchy of ["", ...[...Deno.readDirSync("/sys/fs/cgroup")].map(({ name }) => `/${name}`)]) {
    try {
      Deno.removeSync(`/sys/fs/cgroup${hierarchy}/${path}`);
    } catch {
      // No container of runc's was there.
    }
  }
}
