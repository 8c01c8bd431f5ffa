import type { Agent } from "../agent_client/agent.ts";
import { timers } from "../util/timers.ts";

/** The least time between two events, in milliseconds: no guest is to keep containerd busy with them. */
const PAUSE_MS = 100;

/** Hands on each OOM kill that the guest tells of, with its container's id, until `signal` fires or the agent is gone. Never rejects. */
export async function followOoms(
  agent: Agent,
  tell: (containerId: string) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    while (!signal.aborted) {
      tell(await agent.nextOom());
      await pause(PAUSE_MS, signal);
    }
  } catch {
    // The VM is gone, or an agent of somebody else's does not tell.
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      timers.clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = timers.setTimeout(done, ms);
    if (signal.aborted) done();
    else signal.addEventListener("abort", done);
  });
}
