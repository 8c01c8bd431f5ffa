import { assertEquals, assertRejects } from "@std/assert";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import { Reactor } from "../linux/reactor.ts";
import { Code, StatusError } from "../util/errors.ts";
import { Logger } from "../util/log.ts";
import { Container } from "./container.ts";
import type { PodEvent } from "./events.ts";
import { ContainerHooks } from "./hooks.ts";
import { ContainerFiles } from "./rootfs.ts";

const NO_IO = { stdin: "", stdout: "", stderr: "", terminal: false };

function makeContainer() {
  const agent = new FakeAgent();
  const events: PodEvent[] = [];
  const lines: string[] = [];
  const reactor = new Reactor();
  const container = new Container({
    id: "c",
    bundle: "/b",
    io: NO_IO,
    files: new ContainerFiles("/nonexistent", "c"),
    hooks: new ContainerHooks({ ociVersion: "1.0.2" }, { id: "c", bundle: "/b", pid: 1 }, new Logger(() => {})),
    context: {
      agent,
      vm: { size: { vcpus: 1, memoryMiB: 256 }, fit: () => Promise.resolve() },
      reactor,
      log: new Logger((line) => lines.push(line)),
      publish: (event) => events.push(event),
    },
  });
  return { agent, events, container, reactor, types: () => events.map((event) => event.type) };
}

const codeOf = async (promise: Promise<unknown>) =>
  ((await assertRejects(() => promise, StatusError)) as StatusError).code;

Deno.test("Container tells start before exit, however early the exit comes", async () => {
  const { agent, container, types } = makeContainer();
  agent.onCall = (name) => {
    if (name === "startContainer") agent.process("c").end(3);
  };
  container.created();
  await container.start("");
  assertEquals((await container.init.exited).status, 3);
  await Promise.resolve();
  assertEquals(types(), ["start", "exit"]);
});

Deno.test("Container.exec() runs a process of its own, deleted apart", async () => {
  const { agent, container, types, events } = makeContainer();
  container.created();
  await container.start("");
  await container.exec("e", JSON.stringify({ args: ["ls"], cwd: "/" }), NO_IO);
  await container.start("e");
  assertEquals(await codeOf(container.deleteExec("e")), Code.FAILED_PRECONDITION);
  agent.process("c", "e").end(7);
  await container.process("e").exited;
  assertEquals((await container.deleteExec("e")).exit!.status, 7);
  assertEquals(types(), ["start", "exec-added", "exec-started", "exit"]);
  assertEquals((events.at(-1) as { execId: string }).execId, "e");
  assertEquals(await codeOf(Promise.resolve().then(() => container.process("e"))), Code.NOT_FOUND);
  agent.close();
});

Deno.test("Container refuses a second exec of the same id, and one that has no arguments", async () => {
  const { agent, container } = makeContainer();
  container.created();
  await container.start("");
  const process = JSON.stringify({ args: ["ls"], cwd: "/" });
  await container.exec("e", process, NO_IO);
  assertEquals(await codeOf(container.exec("e", process, NO_IO)), Code.ALREADY_EXISTS);
  assertEquals(await codeOf(container.exec("f", "{}", NO_IO)), Code.INVALID_ARGUMENT);
  agent.close();
});

Deno.test("Container.start() that fails ends the process without an exit before a start", async () => {
  const { agent, container, types } = makeContainer();
  container.created();
  await container.start("");
  agent.failures.set("execProcess", new StatusError(Code.INVALID_ARGUMENT, "crun: no such file"));
  await container.exec("e", JSON.stringify({ args: ["nope"], cwd: "/" }), NO_IO);
  await assertRejects(() => container.start("e"), StatusError, "no such file");
  assertEquals(types(), ["start", "exec-added"]);
  assertEquals(container.process("e").state, "stopped");
  agent.close();
});

Deno.test("Container.kill() after the end is NOT_FOUND, as clients expect", async () => {
  const { agent, container } = makeContainer();
  container.created();
  await container.start("");
  await container.kill("", 15, false);
  await container.kill("", 9, true);
  assertEquals(agent.calls.slice(-2), ["signalProcess c/ 15", "signalAll c 9"]);
  agent.process("c").end(143);
  await container.init.exited;
  assertEquals(await codeOf(container.kill("", 9, false)), Code.NOT_FOUND);
});

Deno.test("Container.fail() ends every process as killed", async () => {
  const { agent, container, types } = makeContainer();
  container.created();
  await container.start("");
  agent.close();
  container.fail(new Error("VM gone"));
  assertEquals((await container.init.exited).status, 137);
  await container.delete(() => false);
  assertEquals(types(), ["start", "exit", "delete"]);
  assertEquals(agent.calls.includes("removeContainer c"), false);
});
