import { assertEquals, assertRejects } from "@std/assert";
import { channelPair } from "../../tests/fakes/channel_pair.ts";
import { FakeDisks } from "../../tests/fakes/fake_disks.ts";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import { SandboxDefinition } from "../gen/sandbox/sandbox.ts";
import { Metrics } from "../gen/cgroups/metrics.ts";
import { Reactor } from "../linux/reactor.ts";
import { PodSandbox } from "../pod/pod_sandbox.ts";
import { Timeline } from "../pod/timeline.ts";
import { Client } from "../ttrpc/client.ts";
import { Server } from "../ttrpc/server.ts";
import { Code, StatusError } from "../util/errors.ts";
import { Logger } from "../util/log.ts";
import { registerSandboxService } from "./sandbox_service.ts";

/** A shim without a bundle, spoken to over ttrpc as containerd's sandbox controller does. */
function makeShim(boot?: () => Promise<never>) {
  const agent = new FakeAgent();
  const vmEnded = Promise.withResolvers<string>();
  const pods: PodSandbox[] = [];
  const vm = { pause: () => Promise.resolve(), resume: () => Promise.resolve(), grow: undefined };
  const stopVm = () => {
    agent.close();
    vmEnded.resolve("the VM was ended");
    return Promise.resolve();
  };
  const shutdown = Promise.withResolvers<void>();
  const server = new Server();
  registerSandboxService(server, {
    id: "p1",
    create: ({ spec }) => {
      if (spec.annotations?.["io.husk.vcpus"] === "many") throw new StatusError(Code.INVALID_ARGUMENT, "not so many");
      const pod = new PodSandbox({
        id: "p1",
        sharedDir: "/nowhere",
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
        publish: () => {},
        single: false,
        mounts: [],
        blockDevices: { places: 0, mounts: false },
        cgroups: [],
        debugShell: "",
      });
      pod.keep();
      pods.push(pod);
      return pod;
    },
    shutdown: () => Promise.resolve(shutdown.resolve()),
  });
  const [ours, theirs] = channelPair();
  const served = server.serve(theirs);
  const client = new Client(ours);
  return {
    agent,
    vmEnded,
    pods,
    shutdown: shutdown.promise,
    api: client.stub(SandboxDefinition),
    async [Symbol.asyncDispose]() {
      for (const pod of pods) await pod[Symbol.asyncDispose]();
      client.close();
      await served;
    },
  };
}

const p1 = { sandboxId: "p1" };

async function codeOf(call: Promise<unknown>): Promise<Code> {
  return (await assertRejects(() => call, StatusError)).code;
}

Deno.test("Sandbox API: a pod is created, started, stopped, waited for and shut down", async () => {
  await using shim = makeShim();
  const { api } = shim;
  assertEquals(await codeOf(api.sandboxStatus(p1)), Code.NOT_FOUND);
  await api.createSandbox(p1);
  assertEquals((await api.sandboxStatus(p1)).state, "SANDBOX_NOTREADY");
  const started = await api.startSandbox(p1);
  assertEquals(started.pid, Deno.pid);
  const spec = JSON.parse(new TextDecoder().decode(started.spec!.value));
  assertEquals(spec.annotations["io.kubernetes.cri.sandbox-id"], "p1");
  const status = await api.sandboxStatus(p1);
  assertEquals([status.state, status.pid, status.createdAt], ["SANDBOX_READY", Deno.pid, started.createdAt]);
  assertEquals((await api.platform(p1)).platform?.os, "linux");
  await api.pingSandbox(p1);
  const waiting = api.waitSandbox(p1);
  await api.stopSandbox(p1);
  const { exitStatus, exitedAt } = await waiting;
  const ended = await api.sandboxStatus(p1);
  assertEquals([exitStatus, ended.state, ended.pid, ended.exitedAt], [0, "SANDBOX_NOTREADY", 0, exitedAt]);
  assertEquals(await codeOf(api.pingSandbox(p1)), Code.UNAVAILABLE);
  await api.stopSandbox(p1); // once more changes nothing
  await api.shutdownSandbox(p1);
  await shim.shutdown;
});

Deno.test("Sandbox API: a pod whose VM is lost is not ready, and told as killed", async () => {
  await using shim = makeShim();
  await shim.api.createSandbox(p1);
  await shim.api.startSandbox(p1);
  shim.vmEnded.resolve("killed");
  assertEquals((await shim.api.waitSandbox(p1)).exitStatus, 137);
  assertEquals((await shim.api.sandboxStatus(p1)).state, "SANDBOX_NOTREADY");
});

Deno.test("Sandbox API: StartSandbox says why the VM does not start", async () => {
  await using shim = makeShim(() => Promise.reject(new StatusError(Code.UNAVAILABLE, "no QEMU here")));
  await shim.api.createSandbox(p1);
  const error = await assertRejects(() => shim.api.startSandbox(p1), StatusError, "no QEMU here");
  assertEquals(error.code, Code.UNAVAILABLE);
});

Deno.test("Sandbox API: a refused creation leaves no sandbox, and the shim can be shut down", async () => {
  await using shim = makeShim();
  const annotations = { "io.husk.vcpus": "many" };
  assertEquals(await codeOf(shim.api.createSandbox({ ...p1, annotations })), Code.INVALID_ARGUMENT);
  assertEquals(await codeOf(shim.api.startSandbox(p1)), Code.NOT_FOUND);
  await shim.api.shutdownSandbox(p1);
  await shim.shutdown;
});

Deno.test("Sandbox API: another's sandbox and a second creation are refused", async () => {
  await using shim = makeShim();
  assertEquals(await codeOf(shim.api.createSandbox({ sandboxId: "other" })), Code.INVALID_ARGUMENT);
  await shim.api.createSandbox(p1);
  assertEquals(await codeOf(shim.api.createSandbox(p1)), Code.ALREADY_EXISTS);
  assertEquals(await codeOf(shim.api.stopSandbox({ sandboxId: "other" })), Code.NOT_FOUND);
  assertEquals(await codeOf(shim.api.shutdownSandbox({ sandboxId: "other" })), Code.NOT_FOUND);
});

Deno.test("Sandbox API: metrics are those of all containers together", async () => {
  await using shim = makeShim();
  const none = new Map<string, bigint>();
  shim.agent.podFigures = {
    cpu: {
      usage: 5n,
      user: 3n,
      system: 2n,
      periods: 0n,
      throttledPeriods: 0n,
      throttledTime: 0n,
      bursts: 0n,
      burstTime: 0n,
    },
    memory: {
      usage: 4096n,
      limit: 8192n,
      maxUsage: 4096n,
      swapUsage: 0n,
      swapLimit: 0n,
      swapMaxUsage: 0n,
      stat: none,
      events: none,
    },
    pids: { current: 7n, limit: 0n },
    io: [],
    network: [],
  };
  await shim.api.createSandbox(p1);
  const { metrics } = await shim.api.sandboxMetrics(p1);
  assertEquals([metrics?.id, metrics?.data?.typeUrl], ["p1", "io.containerd.cgroups.v2.Metrics"]);
  const { pids, memory, cpu } = Metrics.decode(metrics!.data!.value);
  assertEquals([pids?.current, memory?.usage, cpu?.usageUsec], [7n, 4096n, 5n]);
});

const MiB = 1 << 20;

function update(resources: unknown, more: { fields?: string[]; typeUrl?: string } = {}) {
  const value = new TextEncoder().encode(typeof resources === "string" ? resources : JSON.stringify(resources));
  const extension = { typeUrl: more.typeUrl ?? "io.containerd.cri.v1/UpdatedResources", value };
  const sandbox = { ...p1, labels: {}, extensions: { "updated-resources": extension } };
  return { ...p1, sandbox, fields: more.fields ?? ["extensions"] };
}

Deno.test("Sandbox API: an update is taken as far as the VM has what it asks for, and refused by name beyond", async () => {
  await using shim = makeShim();
  const { api } = shim;
  assertEquals(await codeOf(api.updateSandbox(update({}))), Code.NOT_FOUND);
  await api.createSandbox(p1);
  await api.startSandbox(p1);
  await api.updateSandbox(update({ Overhead: null, Resources: { memory_limit_in_bytes: 128 * MiB, cpu_shares: 512 } }));
  await api.updateSandbox(update({ Resources: { cpu_quota: 100_000, cpu_period: 100_000 } }));
  await api.updateSandbox(update({ Resources: { memory_limit_in_bytes: 0, cpu_quota: -1 } }));
  await api.updateSandbox(update({ Resources: null }));
  await api.updateSandbox(p1); // nothing that concerns the VM
  const large = update({ Resources: { memory_limit_in_bytes: 512 * MiB } });
  const error = await assertRejects(
    () => api.updateSandbox(large),
    StatusError,
    "'p1': a memory limit of 536870912 bytes",
  );
  assertEquals(error.code, Code.FAILED_PRECONDITION);
  const cpus = update({ Resources: { cpu_quota: 150_000, cpu_period: 100_000 } });
  await assertRejects(() => api.updateSandbox(cpus), StatusError, "limit of 1.5 CPUs");
  await api.updateSandbox({ ...large, fields: ["labels"] });
  await api.stopSandbox(p1);
  assertEquals(await codeOf(api.updateSandbox(update({}))), Code.UNAVAILABLE);
});

Deno.test("Sandbox API: an update that cannot be read is refused", async () => {
  await using shim = makeShim();
  const { api } = shim;
  await api.createSandbox(p1);
  for (
    const bad of [update("{"), update({ Resources: { cpu_quota: "1" } }), update({}, { typeUrl: "other", fields: [] })]
  ) {
    assertEquals(await codeOf(api.updateSandbox(bad)), Code.INVALID_ARGUMENT);
  }
  const old = { ...p1, resources: { typeUrl: "x", value: new Uint8Array() } };
  assertEquals(await codeOf(api.updateSandbox(old)), Code.UNIMPLEMENTED);
});
