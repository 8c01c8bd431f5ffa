import { assertEquals, assertRejects } from "@std/assert";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import { Code, StatusError } from "../util/errors.ts";
import { SandboxGuest } from "./sandbox_guest.ts";

function makeGuest() {
  const steps: string[] = [];
  const agent = new FakeAgent();
  const step = (name: string) => () => Promise.resolve(void steps.push(name));
  const pod = { agent, pause: step("pause"), resume: step("resume") };
  const booted = Promise.withResolvers<typeof pod>();
  const gone = Promise.withResolvers<void>();
  const endPod = () => {
    steps.push("end");
    return gone.promise;
  };
  const guest = new SandboxGuest({ podId: "p", booted: booted.promise, endPod });
  guest.waitProcess().then((status) => steps.push(`exit ${status}`));
  return { guest, steps, booted, pod, gone };
}

Deno.test("SandboxGuest runs once the VM does, and its start fails with the VM's", async () => {
  const { guest, booted } = makeGuest();
  booted.reject(new StatusError(Code.UNAVAILABLE, "no VM"));
  await assertRejects(() => guest.startContainer(), StatusError, "no VM");
});

Deno.test("SandboxGuest ends by a signal, and only once the VM is gone", async () => {
  const { guest, steps, gone } = makeGuest();
  const killed = guest.signalProcess(undefined, 15);
  guest.signalAll("p", 9);
  guest.lost();
  await Promise.resolve();
  assertEquals(steps, ["end"]);
  gone.resolve();
  await killed;
  await Promise.resolve();
  assertEquals(steps, ["end", "exit 143"]);
});

Deno.test("SandboxGuest is not ended by signals that ask for nothing, and ends with a VM that is lost", async () => {
  const { guest, steps } = makeGuest();
  for (const signal of [0, 17, 18, 23, 28]) await guest.signalProcess(undefined, signal);
  assertEquals(steps, []);
  guest.lost();
  await Promise.resolve();
  await Promise.resolve();
  assertEquals(steps, ["exit 137"]);
});

Deno.test("SandboxGuest refuses to run a process and says where one can run", async () => {
  const { guest } = makeGuest();
  const error = await assertRejects(() => guest.execProcess(), StatusError);
  assertEquals((error as StatusError).code, Code.FAILED_PRECONDITION);
  assertEquals(
    (error as StatusError).message,
    "Cannot run a process in the sandbox of pod 'p': no process runs in it, name one of the pod's containers",
  );
});

Deno.test("SandboxGuest shows the processes and the figures of all of the pod, and says why there is no VM to ask", async () => {
  const { guest, booted, pod } = makeGuest();
  pod.agent.podFigures = { pids: { current: 3n, limit: 0n } } as FakeAgent["podFigures"];
  booted.resolve(pod);
  assertEquals(await guest.pids(), [1]);
  assertEquals((await guest.stats()).pids.current, 3n);
  const none = makeGuest();
  none.booted.reject(new StatusError(Code.UNAVAILABLE, "no VM"));
  await assertRejects(() => none.guest.pids(), StatusError, "no VM");
});

Deno.test("SandboxGuest stands still with its VM, and goes on with it", async () => {
  const { guest, steps, booted, pod } = makeGuest();
  booted.resolve(pod);
  await guest.pauseContainer();
  await guest.resumeContainer();
  assertEquals(steps, ["pause", "resume"]);
});
