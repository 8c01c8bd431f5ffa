import { assertEquals } from "@std/assert";
import { processStartTime } from "../linux/process.ts";
import { tempDir } from "../linux/testing.ts";
import { podPaths } from "../pod/pod_paths.ts";
import { StateFile } from "../pod/state_file.ts";
import { lostPods } from "./lost_pods.ts";

const OWN = { role: "shim", pid: Deno.pid, startTime: processStartTime(Deno.pid)! } as const;

/** A pod that has left its directory; `bundle` is where it says that its bundle is. */
function pod(runDir: string, id: string, bundle: string | undefined, shim: { pid: number; startTime: number }): void {
  const paths = podPaths("n", id, runDir);
  Deno.mkdirSync(paths.shared, { recursive: true });
  const file = new StateFile(paths.state, { namespace: "n", id, socket: "/s", cgroups: [], ...(bundle && { bundle }) });
  file.addProcess({ role: "shim", ...shim });
}

Deno.test("lostPods() are those whose shim has ended and whose bundle is gone", async () => {
  using dir = tempDir();
  const runDir = `${dir.path}/run`, bundles = `${dir.path}/bundles`, others = `${dir.path}/others`;
  for (const path of [bundles, `${bundles}/dying`, others, `${others}/elsewhere`]) Deno.mkdirSync(path);
  const ended = { ...OWN, startTime: OWN.startTime + 1 };
  assertEquals(await lostPods("n", bundles, runDir), []);
  pod(runDir, "lost", `${bundles}/lost`, ended);
  pod(runDir, "alive", `${bundles}/alive`, OWN);
  pod(runDir, "dying", `${bundles}/dying`, ended);
  pod(runDir, "elsewhere", `${others}/elsewhere`, ended);
  pod(runDir, "old", undefined, ended);
  Deno.mkdirSync(`${runDir}/n/begins`);
  assertEquals(await lostPods("n", bundles, runDir), ["lost"]);
  assertEquals(await lostPods("other", bundles, runDir), []);
});
