import { assert, assertEquals } from "@std/assert";
import { isSameProcess, killAndWait, processStartTime } from "./process.ts";

const sleeper = () => new Deno.Command("sleep", { args: ["100"], stdin: "null" }).spawn();

/** Whether there is such a process, and it is not merely waiting to be reaped. */
function isRunning(pid: number): boolean {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ")[1]![0] !== "Z";
  } catch {
    return false;
  }
}

Deno.test("processStartTime() tells a process from a later one of the same number", async () => {
  const started = processStartTime(Deno.pid)!;
  assert(started > 0);
  assertEquals(isSameProcess(Deno.pid, started), true);
  assertEquals(isSameProcess(Deno.pid, started - 1), false);
  const child = sleeper();
  child.kill("SIGKILL");
  await child.status;
  assertEquals(processStartTime(child.pid), null);
});

Deno.test("killAndWait() ends a process and returns once it is gone", async () => {
  const child = sleeper();
  await killAndWait(child.pid, processStartTime(child.pid)!);
  assert(!isRunning(child.pid));
  assertEquals((await child.status).signal, "SIGKILL");
  await killAndWait(child.pid);
});

Deno.test("killAndWait() leaves a later process of the same number alone", async () => {
  const child = sleeper();
  await killAndWait(child.pid, processStartTime(child.pid)! - 1);
  child.kill("SIGTERM");
  assertEquals((await child.status).signal, "SIGTERM");
});

Deno.test("killAndWait() takes a process for gone whose number lives on as its session's", async () => {
  // setsid makes the shell the leader of a session, in which sleep stays when the shell has ended.
  const leader = new Deno.Command("setsid", { args: ["sh", "-c", "sleep 100 >&- & echo $!"], stdout: "piped" }).spawn();
  const { stdout } = await leader.output();
  const left = Number(new TextDecoder().decode(stdout));
  try {
    await killAndWait(leader.pid);
  } finally {
    Deno.kill(left, "SIGKILL");
  }
});
