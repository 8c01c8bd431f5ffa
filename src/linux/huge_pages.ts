import { PR_SET_THP_DISABLE } from "./abi/seccomp.ts";
import { libc } from "./libc.ts";

/**
 * From now on neither this process nor any that it starts gets transparent huge pages (prctl(2)): where the host has them always on, as Debian's kernel has, a
 * thread's stack of which a page is used becomes 2 MiB, and so does in time what khugepaged comes by. What is one already stays. A kernel that refuses has none.
 */
export function refuseHugePages(): void {
  libc.prctl(PR_SET_THP_DISABLE, 1n, 0n, 0n, 0n);
}
