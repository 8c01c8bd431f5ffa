/**
 * Builds the guest's side: the agent (QuickJS, guest/native, guest/agent), crun, and the initramfs that holds the two.
 * Each is an entry of the build cache; what has not changed is not built again. Run by itself, it prints the paths.
 */
import { buildAgent } from "../guest/image/agent_binary.ts";
import { buildCrun } from "../guest/image/crun_binary.ts";
import { buildInitramfs } from "../guest/image/initramfs.ts";
import { stderrLog } from "./progress.ts";

/** Paths in the build cache. */
export interface GuestFiles {
  /** Static agent binary: /init of the guest. */
  agent: string;
  /** Static crun binary. */
  crun: string;
  /** cpio archive (newc, uncompressed), to be given to the kernel. */
  initramfs: string;
}

/** Builds what the cache does not have; `log` gets a line for each step that takes time. Throws with a failed step's output. */
export async function buildGuest(log: (line: string) => void): Promise<GuestFiles> {
  const [agent, crun] = await Promise.all([buildAgent(log), buildCrun(log)]);
  return { agent, crun, initramfs: await buildInitramfs(agent, crun) };
}

if (import.meta.main) console.log(JSON.stringify(await buildGuest(stderrLog()), null, 2));
