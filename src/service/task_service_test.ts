import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { channelPair } from "../../tests/fakes/channel_pair.ts";
import { FakeDisks } from "../../tests/fakes/fake_disks.ts";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import { TaskDefinition as TaskV2 } from "../gen/task/v2/task.ts";
import { TaskDefinition as TaskV3 } from "../gen/task/v3/task.ts";
import { Options } from "../gen/runtimeoptions/runtimeoptions.ts";
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
  const grow = (memoryMiB: number) => {
    if (memoryMiB > 512) return Promise.reject(new Error("512 MiB at most"));
    agent.calls.push(`grow ${memoryMiB}`);
    return Promise.resolve(memoryMiB);
  };
  const vm = { pause: () => Promise.resolve(), resume: () => Promise.resolve(), grow };
  const stopVm = () => {
    agent.close();
    vmEnded.resolve("the VM was ended");
    return Promise.resolve();
  };
  const pod = new PodSandbox({
    id: "c",
    sharedDir: `${dir}/shared`,
    boot: boot ??
      (() =>
        Promise.resolve({
          ...vm,
          agent,
          disks: new FakeDisks(),
          ended: vmEnded.promise,
          view: "",
          stopVm,
          [Symbol.asyncDispose]: stopVm,
        })),
    vm: { vcpus: 1, memoryMiB: 256 },
    reactor: new Reactor(),
    timeline: new Timeline(Date.now()),
    log: new Logger(() => {}),
    publish: (event) => events.push(event),
    single: true,
    mounts: [],
    blockDevices: { places: 0, mounts: false },
    cgroups: [],
    debugShell: "",
  });
  const [ours, theirs] = channelPair();
  const server = new Server();
  const shutdown = Promise.withResolvers<void>();
  registerTaskService(server, {
    pod,
    configPath: "/etc/husk/config.toml",
    shutdown: () => Promise.resolve(shutdown.resolve()),
  });
  const served = server.serve(theirs);
  const client = new Client(ours);
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
  for (
    const call of [
      pod.v3.state({ id: "x" }),
      pod.v3.start({ id: "x" }),
      pod.v2.delete({ id: "x" }),
      pod.v2.kill({ id: "x" }),
      pod.v3.pause({ id: "x" }),
      pod.v2.resume({ id: "x" }),
      pod.v3.update({ id: "x", resources: { typeUrl: "", value: new Uint8Array() } }),
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

Deno.test("Task service refuses a Create that names another configuration than the pod has begun with", async () => {
  await using pod = await makePod();
  const options = (configPath: string) => ({
    typeUrl: "",
    value: Options.encode({ typeUrl: "", configPath, configBody: new Uint8Array() }).finish(),
  });
  const error = await refused(pod.v3.create({ ...pod.create, options: options("/etc/other.toml") }));
  assertEquals(error.code, Code.FAILED_PRECONDITION);
  assertMatch(error.message, /'\/etc\/husk\/config\.toml' and cannot change to '\/etc\/other\.toml'/);
  await pod.v3.create({ ...pod.create, options: options("/etc/husk/config.toml") });
});

Deno.test("Task service pauses and resumes, and refuses what a paused container cannot do", async () => {
  await using pod = await makePod();
  await pod.v3.create(pod.create);
  assertEquals((await refused(pod.v3.pause({ id: "c" }))).code, Code.FAILED_PRECONDITION);
  await pod.v3.start({ id: "c" });
  assertEquals((await refused(pod.v3.resume({ id: "c" }))).code, Code.FAILED_PRECONDITION);
  await pod.v2.pause({ id: "c" });
  assertEquals((await pod.v3.state({ id: "c" })).status, Status.PAUSED);
  const spec = { typeUrl: "", value: new TextEncoder().encode(`{"args":["x"],"cwd":"/"}`) };
  assertMatch((await refused(pod.v3.exec({ id: "c", execId: "e", spec }))).message, /paused/);
  assertEquals((await refused(pod.v3.delete({ id: "c" }))).code, Code.FAILED_PRECONDITION);
  await pod.v3.resume({ id: "c" });
  assertEquals((await pod.v3.state({ id: "c" })).status, Status.RUNNING);
  await pod.v3.pause({ id: "c" });
  pod.agent.process("c").end(137);
  assertEquals((await pod.v3.wait({ id: "c" })).exitStatus, 137);
  const types = pod.events.map((event) => event.type);
  assertEquals(types, ["create", "start", "paused", "resumed", "paused", "exit"]);
});

Deno.test("Task service updates the limits that the guest has, and refuses more than the VM has", async () => {
  await using pod = await makePod();
  await pod.v3.create(pod.create);
  const update = (resources: unknown) =>
    pod.v3.update({ id: "c", resources: { typeUrl: "", value: new TextEncoder().encode(JSON.stringify(resources)) } });
  await update({ memory: { limit: 64 << 20, swap: 64 << 20 }, cpu: { shares: 512, cpus: "0-3" }, pids: { limit: 9 } });
  const told = { memory: { limit: 64 << 20 }, cpu: { shares: 512 }, pids: { limit: 9 } };
  assertEquals(pod.agent.calls.at(-1), `updateContainer c ${JSON.stringify(told)}`);
  const more = await refused(update({ memory: { limit: 1 << 30 } }));
  assertEquals(more.code, Code.FAILED_PRECONDITION);
  assertMatch(more.message, /1073741824 bytes is more than .*256 MiB.*io\.husk\.memory_mib/);
  assertEquals((await refused(pod.v3.update({ id: "c" }))).code, Code.INVALID_ARGUMENT);
  assertEquals((await refused(update([]))).code, Code.INVALID_ARGUMENT);
});

Deno.test("Task service tells of each OOM kill of a container that it has", async () => {
  await using pod = await makePod();
  await pod.v3.create(pod.create);
  await pod.v3.start({ id: "c" });
  const told = () => pod.events.filter((event) => event.type === "oom").length;
  pod.agent.oom("nobody");
  pod.agent.oom("c");
  pod.agent.oom("c");
  // Events are paced; the third comes 200 ms after the first.
  for (let left = 1000; left > 0 && told() < 2; left--) await new Promise((resolve) => setTimeout(resolve, 10));
  assertEquals(told(), 2);
});

Deno.test("Task service ends the VM of a container that its guest does not kill", async () => {
  await using pod = await makePod();
  await pod.v3.create(pod.create);
  await pod.v3.start({ id: "c" });
  pod.agent.failures.set("signalProcess", new StatusError(Code.DEADLINE_EXCEEDED, "Waited 10000 ms"));
  assertEquals((await refused(pod.v3.kill({ id: "c", signal: 15 }))).code, Code.DEADLINE_EXCEEDED);
  await pod.v3.kill({ id: "c", signal: 9 });
  assertEquals((await pod.v3.wait({ id: "c" })).exitStatus, 137);
});

Deno.test("Task service lets the VM grow before it makes a container, or raises a limit, that needs more", async () => {
  await using pod = await makePod();
  const path = `${pod.dir}/bundle/config.json`;
  const resources = { memory: { limit: 300 << 20 } };
  const spec = { ...JSON.parse(await Deno.readTextFile(path)), linux: { resources } };
  await Deno.writeTextFile(path, JSON.stringify(spec));
  await pod.v2.create(pod.create);
  await pod.v2.start({ id: "c" });
  const value = new TextEncoder().encode(JSON.stringify({ memory: { limit: 400 << 20 } }));
  await pod.v2.update({ id: "c", resources: { typeUrl: "", value } });
  const wanted = pod.agent.calls.filter((call) => /^(grow|createContainer|updateContainer)/.test(call));
  assertEquals(wanted.map((call) => call.replace(/(Container) .*/, "$1")), [
    "grow 370",
    "createContainer",
    "grow 472",
    "updateContainer",
  ]);
});
