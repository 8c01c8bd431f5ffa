import type { Accelerator } from "../vm_config.ts";

/** A user and a group by their numbers. */
export interface User {
  uid: number;
  gid: number;
}

/** Numbers that distributions, systemd and container runtimes leave to nobody (systemd's doc/UIDS-GIDS.md). */
const FIRST = 0x70000000, COUNT = 0x10000000;
const READ = 0o4, RUN = 0o5, READ_WRITE = 0o6, PASS = 0o1;

/**
 * A user for one VM's process that owns nothing, and that no other VM has: a number by chance out of 2^28. Its group is its own, or
 * under KVM that of /dev/kvm where it takes that to open it. Where the host does not let such a user do what it has to, the reason.
 */
export function ownUser(
  needs: { accelerator: Accelerator; binary: string; files: readonly string[] },
  kvm = "/dev/kvm",
): User | { reason: string } {
  if (Deno.uid() !== 0) return { reason: "the shim is not root" };
  const { accelerator, binary, files } = needs;
  const closed = files.find((path) => !othersMay(READ, path));
  if (closed !== undefined) return { reason: `only root may read '${closed}'` };
  const program = Deno.realPathSync(binary);
  if (!othersMay(RUN, program) || !parentsOf(program).every((path) => othersMay(PASS, path))) {
    return { reason: `only root may run '${program}'` };
  }
  const uid = FIRST + crypto.getRandomValues(new Uint32Array(1))[0]! % COUNT;
  if (accelerator === "tcg" || othersMay(READ_WRITE, kvm)) return { uid, gid: uid };
  const { mode, gid } = Deno.statSync(kvm);
  const groupMay = (mode! >> 3 & READ_WRITE) === READ_WRITE;
  return groupMay && gid !== 0 ? { uid, gid: gid! } : { reason: `only root may open '${kvm}'` };
}

/**
 * Lets `user` reach `sockets`, which lie in `folder`, a directory of root's alone, and nothing else there: it can pass through the
 * folder, not list or change it. Whatever lies above must let everybody pass.
 */
export function letReach(user: User, folder: string, sockets: readonly string[]): void {
  for (const socket of sockets) {
    Deno.chmodSync(socket, 0o600);
    Deno.chownSync(socket, user.uid, user.gid);
  }
  Deno.chownSync(folder, null, user.gid);
  Deno.chmodSync(folder, 0o710);
}

/** Whether those who are neither a file's owner nor of its group have all of `rights` to it. */
function othersMay(rights: number, path: string): boolean {
  return (Deno.statSync(path).mode! & rights) === rights;
}

function parentsOf(path: string): string[] {
  const parts = path.split("/").slice(1, -1);
  return parts.map((_, index) => "/" + parts.slice(0, index + 1).join("/"));
}
