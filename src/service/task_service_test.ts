import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { channelPair } from "../../tests/fakes/channel_pair.ts";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import { TaskDefinition as TaskV2 } from "../gen/task/v2/task.ts";
import { TaskDefinition as TaskV3 } from "../gen/task/v3/task.ts";
import { Status } from "../gen/types/task.ts";
import { umountBelow } from "../linux/mount.ts";
import { Reactor } from "../linux/reactor.ts";
import type { PodEvent } from "../pod/events.ts";
import { PodSandbox } from "../pod/pod_sandbox.ts";
import { Timeline } from "../pod/timeline.ts";
import { Client } from "../ttrpc/client.ts";
import { Server } from "../ttrpc/server.ts";
import { Code, StatusError } from "../util/errors.ts";
import { Logger } from "../util/log.ts";
import { registerTaskService } from "./task_service.ts";

/** A pod with a scripted agent behind the real service, spoken to over ttrpc as containerd does. */
async function makePod(boot?: () => Promise<never>) {
  const dir = await Deno.makeTempDir();
  await Deno.mkdir(`${dir}/shared`);
  await Deno.mkdir(`${dir}/bundle/rootfs`, { recursive: true });
  const spec = { ociVersion: "1.0.2", process: { args: ["sh"], cwd: "/" }, root: { path: "rootfs" } };
  await Deno.writeTextFile(`${dir}/bundle/config.json`, JSON.stringify(spec));
  const agent = new FakeAgent();
  const vmEnded = Promise.withResolvers<string>();
  const events: PodEvent[] = [];
  const stopVm = () => {
    agent.close();
    vmEnded.resolve("the VM was ended");
    return Promise.resolve();
  };
  const pod = new PodSandbox({
    id: "c",
    sharedDir: `${dir}/shared`,
    boot: boot ?? (() => Promise.resolve({ agent, ended: vmEnded.promise, stopVm, [Symbol.asyncDispose]: stopVm })),
    reactor: new Reactor(),
    timeline: new Timeline(Date.now()),
    log: new Logger(() => {}),
    publish: (event) => events.push(event),
    single: true,
  });
  const [ours, theirs] = channelPair();
  const server = new Server();
  const shutdown = Promise.withResolvers<void>();
  registerTaskService(server, { pod, shutdown: shutdown.resolve });
  const served = server.serve(theirs, { timers: globalThis });
  const client = new Client(ours, { timers: globalThis });
  return {
    agent,
    events,
    vmEnded,
    shutdown: shutdown.promise,
    dir,
    v2: client.stub(TaskV2),
    v3: client.stub(TaskV3),
    create: { id: "c", bundle: `${dir}/bundle` },
    async [Symbol.asyncDispose]() {
      await pod[Symbol.asyncDispose]();
      client.close();
      await served;
      umountBelow(dir);
      await Deno.remove(dir, { recursive: true });
    },
  };
}

async function refused(promise: Promise<unknown>): Promise<StatusError> {
  return await assertRejects(() => promise, StatusError) as StatusError;
}

Deno.test("Task service leads a container from Create to Shutdown, over v2 and v3 alike", async () => {
  await using pod = await makePod();
  await pod.v2.create(pod.create);
  assertEquals((await pod.v3.state({ id: "c" })).status, Status.CREATED);
  await pod.v3.start({ id: "c" });
  assertEquals((await pod.v2.state({ id: "c" })).status, Status.RUNNING);
  const waiting = pod.v3.wait({ id: "c" });
  pod.agent.process("c").end(42);
  assertEquals((await waiting).exitStatus, 42);
  assertEquals((await pod.v3.state({ id: "c" })).status, Status.STOPPED);
  assertEquals((await pod.v2.delete({ id: "c" })).exitStatus, 42);
  assertEquals(pod.events.map((event) => event.type), ["create", "start", "exit", "delete"]);
  assertEquals([...Deno.readDirSync(`${pod.dir}/shared`)].length, 0);
  await pod.v3.shutdown({ id: "c" });
  await pod.shutdown;
});

Deno.test("Task service answers what it has not with UNIMPLEMENTED, and what there is not with NOT_FOUND", async () => {
  await using pod = await makePod();
  assertEquals((await refused(pod.v3.checkpoint({ id: "c" }))).code, Code.UNIMPLEMENTED);
  assertEquals((await refused(pod.v3.pause({ id: "c" }))).code, Code.UNIMPLEMENTED);
  for (
    const call of [
      pod.v3.state({ id: "x" }),
      pod.v3.start({ id: "x" }),
      pod.v2.delete({ id: "x" }),
      pod.v2.kill({ id: "x" }),
    ]
  ) {
    assertEquals((await refused(call)).code, Code.NOT_FOUND);
  }
});

Deno.test("Task service: a Create that the guest refuses leaves nothing, and can be tried again", async () => {
  await using pod = await makePod();
  pod.agent.failures.set("createContainer", new StatusError(Code.INTERNAL, "crun create: no such program"));
  assertMatch((await refused(pod.v3.create(pod.create))).message, /no such program/);
  assertEquals([...Deno.readDirSync(`${pod.dir}/shared`)].length, 0);
  pod.agent.failures.clear();
  await pod.v3.create(pod.create);
  assertEquals((await refused(pod.v3.create(pod.create))).code, Code.ALREADY_EXISTS);
});

Deno.test("Task service refuses bad input by name and mounts nothing for it", async () => {
  await using pod = await makePod();
  const rootfs = [{ type: "bind", source: "/no/such/rootfs", target: "", options: ["rbind"] }];
  assertMatch((await refused(pod.v3.create({ ...pod.create, rootfs }))).message, /\/no\/such\/rootfs/);
  await Deno.writeTextFile(`${pod.dir}/bundle/config.json`, "{");
  const broken = await refused(pod.v3.create(pod.create));
  assertEquals(broken.code, Code.INVALID_ARGUMENT);
  assertMatch(broken.message, /bundle\/config\.json/);
  assertEquals([...Deno.readDirSync(`${pod.dir}/shared`)].length, 0);
});

Deno.test("Task service tells why a VM did not start to whoever needs it", async () => {
  await using pod = await makePod(() => Promise.reject(new Error("QEMU (pid 7) exited with code 1: no memory")));
  const error = await refused(pod.v3.create(pod.create));
  assertEquals(error.code, Code.UNAVAILABLE);
  assertMatch(error.message, /QEMU \(pid 7\) exited with code 1: no memory/);
});

Deno.test("Task service: a VM that ends takes its container with it, as killed", async () => {
  await using pod = await makePod();
  await pod.v3.create(pod.create);
  await pod.v3.start({ id: "c" });
  pod.agent.close();
  pod.vmEnded.resolve("virtiofsd (pid 9) was killed by SIGKILL");
  assertEquals((await pod.v3.wait({ id: "c" })).exitStatus, 137);
  const spec = { typeUrl: "", value: new TextEncoder().encode(`{"args":["x"],"cwd":"/"}`) };
  assertMatch((await refused(pod.v3.exec({ id: "c", execId: "e", spec }))).message, /stopped/);
  assertEquals((await pod.v3.delete({ id: "c" })).exitStatus, 137);
});
