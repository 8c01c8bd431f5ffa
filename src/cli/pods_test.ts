import { assert, assertEquals, assertThrows } from "@std/assert";
import { processStartTime } from "../linux/process.ts";
import { type PodState, StateFile } from "../pod/state_file.ts";
import { ageOf, describe, findPod, findPods, memoryOf, processesOf } from "./pods.ts";

/** A run directory with pods that have this process for their shim. */
async function runDir(pods: { id: string; pod?: PodState["pod"] }[]) {
  const dir = await Deno.makeTempDir();
  for (const { id, pod } of pods) {
    await Deno.mkdir(`${dir}/k8s.io/${id}`, { recursive: true });
    const socket = `${dir}/no-such-socket`;
    const state = new StateFile(`${dir}/k8s.io/${id}/state.json`, {
      namespace: "k8s.io",
      id,
      socket,
      cgroups: [],
      ...(pod && { pod }),
    });
    state.addProcess({ role: "shim", pid: Deno.pid, startTime: processStartTime(Deno.pid)! });
    state.addProcess({ role: "vmm", pid: Deno.pid, startTime: 1 });
  }
  await Deno.mkdir(`${dir}/s`, { recursive: true });
  await Deno.mkdir(`${dir}/k8s.io/beginning`, { recursive: true });
  return { dir, [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }) };
}

Deno.test("findPods() lists pods that have a state, by namespace and id", async () => {
  await using run = await runDir([{ id: "bb" }, { id: "aa", pod: { namespace: "default", name: "web" } }]);
  assertEquals(findPods(run.dir).map(({ id, name }) => [id, name]), [["aa", "default/web"], ["bb", ""]]);
  assertEquals(findPods(`${run.dir}/none`), []);
});

Deno.test("findPod() takes an id, its beginning or a name, and nothing that could be several", async () => {
  await using run = await runDir([{ id: "abc1", pod: { namespace: "default", name: "web" } }, { id: "abc2" }, {
    id: "abc",
  }]);
  assertEquals(findPod("abc1", run.dir).id, "abc1");
  assertEquals(findPod("abc", run.dir).id, "abc");
  assertEquals(findPod("default/web", run.dir).id, "abc1");
  assertThrows(() => findPod("ab", run.dir), Error, "'ab' names 3 pods: abc, abc1, abc2");
  assertThrows(() => findPod("x", run.dir), Error, "No pod 'x'");
  assertThrows(() => findPod("", run.dir), Error, "No pod ''");
});

Deno.test("processesOf() and memoryOf() count processes that are still the pod's, not later ones of their number", async () => {
  await using run = await runDir([{ id: "a" }]);
  const pod = findPod("a", run.dir);
  assertEquals(processesOf(pod), [{ role: "shim", pid: Deno.pid }]);
  const { processes, guest, total } = memoryOf(pod);
  assert(processes[0]!.own > 1e6);
  assertEquals([guest, total], [0, processes[0]!.own]);
  assert(ageOf(pod)! > 0 && ageOf(pod)! < 3600);
});

Deno.test("describe() tells of a shim that is gone by saying nothing", async () => {
  await using run = await runDir([{ id: "a" }]);
  assertEquals(await describe(findPod("a", run.dir), { figures: false }), undefined);
});
