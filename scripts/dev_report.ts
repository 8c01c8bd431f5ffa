/** What a stage of the boot means, by the name that the shim logs. */
const MEANING: Record<string, string> = {
  serve: "the shim answers containerd",
  virtiofsd: "virtiofsd listens",
  vmm: "the VM runs",
  agent: "the guest's agent has answered",
  rootfs: "the root file system is mounted",
  create: "the container is made",
  started: "its process runs",
};

/** Stages in the order of reaching, in milliseconds since `shim start` was executed. */
export type Timeline = [stage: string, ms: number][];

/** Reads the shim's log line with `msg="boot timeline" ... timeline="{...}"`. */
export function parseTimeline(line: string): Timeline {
  const quoted = /timeline=("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
  if (quoted === undefined) throw new Error(`Cannot read the boot's timeline from '${line}'`);
  const stages = Object.entries(JSON.parse(JSON.parse(quoted)) as Record<string, number>);
  return stages.sort(([, a], [, b]) => a - b);
}

/** A table: when each stage was reached, and how long it took since the one before. */
export function formatTimeline(timeline: Timeline): string {
  let before = 0;
  const rows = timeline.map(([stage, ms]) => {
    const row = `${stage.padEnd(10)}${ms.toFixed(0).padStart(6)} ms  +${(ms - before).toFixed(0).padEnd(6)}`;
    before = ms;
    return `${row}${MEANING[stage] ?? ""}`.trimEnd();
  });
  return ["boot, since containerd called the shim:", ...rows].join("\n");
}
