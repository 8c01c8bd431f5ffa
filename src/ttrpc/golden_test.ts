import { assertEquals } from "@std/assert";
// deno-lint-ignore no-import-prefix -- the second implementation, for this test alone
import protobuf from "npm:protobufjs@8.0.0";
import golden from "../../tests/golden/ttrpc.json" with { type: "json" };
import { replay } from "../../tests/fakes/channel_pair.ts";
import * as agent from "../gen/agent/agent.ts";
import * as bootstrap from "../gen/bootstrap/bootstrap.ts";
import * as cgroups from "../gen/cgroups/metrics.ts";
import * as forward from "../gen/events/forward.ts";
import * as events from "../gen/events/task.ts";
import { Empty } from "../gen/google/protobuf/empty.ts";
import * as sandbox from "../gen/sandbox/sandbox.ts";
import * as task from "../gen/task/v3/task.ts";
import * as ttrpc from "../gen/ttrpc/ttrpc.ts";
import { Code, StatusError } from "../util/errors.ts";
import { Client } from "./client.ts";
import type { MessageType } from "../protobuf/message_type.ts";
import { message } from "./message.ts";
import { Server } from "./server.ts";

const exitedAt = { seconds: 1700000000n, nanos: 123456789 };
const any = { typeUrl: "containerd.events.TaskExit", value: Uint8Array.of(1, 2, 3) };
const overlay = { type: "overlay", source: "", target: "", options: [] };

/** The messages of the golden file. Fields that are left out have their defaults. */
const messages: Record<string, [MessageType<object>, object]> = {
  "containerd.task.v3.CreateTaskRequest": [task.CreateTaskRequest, {
    id: "c1",
    bundle: "/run/b/c1",
    rootfs: [
      { type: "overlay", source: "overlay", target: "", options: ["lowerdir=/a:/b", "upperdir=/u"] },
      { type: "bind", source: "/x", target: "sub", options: [] },
    ],
    terminal: true,
    stdin: "/run/f/0",
    stdout: "/run/f/1",
    options: any,
  }],
  "containerd.task.v3.StateResponse": [task.StateResponse, {
    id: "c1",
    bundle: "/b",
    pid: 4242,
    status: 3,
    stdout: "/1",
    exitStatus: 137,
    exitedAt,
    execId: "e1",
  }],
  "containerd.task.v3.PidsResponse": [task.PidsResponse, {
    processes: [{ pid: 1, info: undefined }, { pid: 70000, info: any }],
  }],
  "containerd.task.v3.UpdateTaskRequest": [task.UpdateTaskRequest, {
    id: "c1",
    resources: any,
    annotations: { a: "1", b: "2" },
  }],
  "containerd.task.v3.ResizePtyRequest": [task.ResizePtyRequest, {
    id: "c1",
    execId: "e",
    width: 80,
    height: 4294967295,
  }],
  "containerd.events.TaskCreate": [events.TaskCreate, {
    containerId: "c1",
    bundle: "/b",
    rootfs: [overlay],
    io: { stdin: "0", stdout: "1", stderr: "2", terminal: true },
    checkpoint: "k",
    pid: 9,
  }],
  "containerd.events.TaskExit": [events.TaskExit, { containerId: "c1", id: "e1", pid: 5, exitStatus: 255, exitedAt }],
  "containerd.events.TaskDelete": [events.TaskDelete, { containerId: "c1", pid: 5, exitStatus: 1, exitedAt, id: "c1" }],
  "containerd.services.events.ttrpc.v1.ForwardRequest": [forward.ForwardRequest, {
    envelope: { timestamp: exitedAt, namespace: "k8s.io", topic: "/tasks/exit", event: any },
  }],
  "containerd.runtime.bootstrap.v1.BootstrapParams": [bootstrap.BootstrapParams, {
    instanceId: "i",
    namespace: "default",
    logLevel: bootstrap.LogLevel.LOG_LEVEL_DEBUG,
    containerdVersion: "2.3.0",
    containerdTtrpcAddress: "/t",
    containerdGrpcAddress: "/g",
    containerdBinary: "/usr/bin/containerd",
    extensions: [{ value: any }],
    socketDir: "/run/s",
  }],
  "containerd.runtime.bootstrap.v1.BootstrapResult": [bootstrap.BootstrapResult, {
    version: 3,
    address: "unix:///run/x.sock",
    protocol: "ttrpc",
    metadata: { k: "v" },
  }],
  "io.containerd.cgroups.v2.Metrics": [cgroups.Metrics, {
    pids: { current: 3n, limit: 18446744073709551615n },
    cpu: message(cgroups.CPUStat, {
      usageUsec: 9007199254740993n,
      nrBursts: 1n,
      psi: { some: { avg10: 1.5, avg60: 0, avg300: 0.25, total: 7n }, full: undefined },
    }),
    memory: message(cgroups.MemoryStat, { anon: 1n, usage: 1n << 40n, maxUsage: 6n, swapMaxUsage: 5n }),
    io: { usage: [{ major: 8n, minor: 1n, rbytes: 2n, wbytes: 0n, rios: 0n, wios: 3n }], psi: undefined },
    hugetlb: [{ current: 1n, max: 2n, pagesize: "2MB", failcnt: 0n }],
    memoryEvents: message(cgroups.MemoryEvents, { oomKill: 1n, oomGroupKill: 2n }),
    network: [message(cgroups.NetworkStat, { name: "eth0", rxBytes: 1n, txDropped: 2n })],
  }],
  "containerd.runtime.sandbox.v1.SandboxStatusResponse": [sandbox.SandboxStatusResponse, {
    sandboxId: "s",
    pid: 1,
    state: "SANDBOX_READY",
    info: { a: "b" },
    createdAt: exitedAt,
    extra: any,
  }],
  "ttrpc.Request": [ttrpc.Request, {
    service: "containerd.task.v3.Task",
    method: "Create",
    payload: Uint8Array.of(10, 2, 99, 49),
    timeoutNano: 2000000000n,
    metadata: [{ key: "containerd-namespace-ttrpc", value: "k8s.io" }, { key: "k", value: "ü" }],
  }],
  "ttrpc.Response": [ttrpc.Response, { status: { code: 5, message: "no container c1", details: [] } }],
  "google.protobuf.Empty": [Empty, {}],
};

for (const [name, hex] of Object.entries(golden)) {
  if (!(name in messages)) continue;
  Deno.test(`golden: ${name} reads and writes as Go does`, () => {
    const [codec, fields] = messages[name]!;
    const whole = message(codec, fields);
    assertEquals(codec.decode(Uint8Array.fromHex(hex)), whole);
    assertEquals(codec.encode(whole).finish().toHex(), hex);
  });
}

Deno.test("golden: every golden message is checked", () => {
  const names = Object.keys(golden).filter((name) => !/^(client|server) /.test(name));
  assertEquals(names.sort(), Object.keys(messages).sort());
});

const calls = ["unary call", "unary error", "empty messages"] as const;
const bytesOf = (side: "client" | "server") =>
  Uint8Array.fromHex(calls.map((call) => golden[`${side} ${call}`]).join(""));

Deno.test("golden: Server answers Go's client as Go's server does", async () => {
  const server = new Server();
  server.register(task.TaskDefinition, {
    start: (request, { metadata }) => {
      assertEquals(request.id, "c1");
      assertEquals(metadata.get("containerd-namespace-ttrpc"), ["default"]);
      return Promise.resolve({ pid: 4242 });
    },
    delete: (request) => Promise.reject(new StatusError(Code.NOT_FOUND, `no container ${request.id}`)),
    pause: () => Promise.resolve({}),
  });
  const requests = bytesOf("client");
  const idle = Promise.withResolvers<null>();
  const channel = replay(requests);
  // The end of stream comes after the answers, not with the last request.
  const { read } = channel;
  channel.read = async (buffer) => await read(buffer) ?? await idle.promise;
  const expected = bytesOf("server");
  const { write } = channel;
  channel.write = (data) => write(data).finally(() => channel.written.length >= expected.length && idle.resolve(null));
  await server.serve(channel);
  assertEquals(Uint8Array.from(channel.written).toHex(), expected.toHex());
});

Deno.test("golden: Client calls as Go's client does, and reads Go's answers", async () => {
  const answers = bytesOf("server");
  const wholeRequests = bytesOf("client");
  const asked = Promise.withResolvers<void>();
  const channel = replay(answers);
  const { read, write } = channel;
  channel.read = (buffer) => asked.promise.then(() => read(buffer));
  channel.write = (data) =>
    write(data).finally(() => channel.written.length >= wholeRequests.length && asked.resolve());
  const client = new Client(channel);
  const stub = client.stub(task.TaskDefinition);
  const started = stub.start({ id: "c1" }, { metadata: { "containerd-namespace-ttrpc": "default" } });
  const deleted = stub.delete({ id: "nope" }).catch((error) => error);
  const paused = stub.pause({});
  assertEquals(await started, { pid: 4242 });
  assertEquals((await deleted).code, Code.NOT_FOUND);
  assertEquals((await deleted).message, "no container nope");
  assertEquals(await paused, {});
  assertEquals(Uint8Array.from(channel.written).toHex(), wholeRequests.toHex());
  await client.closed;
});

Deno.test("golden: agent messages agree with protobufjs", async () => {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => new URL(`../../proto/${target}`, import.meta.url).pathname;
  await root.load(["agent/agent.proto", "agent/health.proto"]);
  const fields: Partial<agent.CreateContainerRequest> = {
    containerId: "c1",
    execId: "c1",
    storages: [{
      driver: "virtio-fs",
      driverOptions: [],
      source: "husk",
      fstype: "virtiofs",
      options: ["ro"],
      mountPoint: "/run/husk/shared",
      fsGroup: { groupId: 7, groupChangePolicy: 1 },
    }],
    sharedMounts: [{ name: "n", srcCtr: "a", srcPath: "/a", dstCtr: "b", dstPath: "/b" }],
    stderrPort: 1027,
    ociJson: new TextEncoder().encode('{"ociVersion":"1.1.0"}'),
  };
  const bytes = agent.CreateContainerRequest.encode(message(agent.CreateContainerRequest, fields)).finish();
  const other = root.lookupType("grpc.CreateContainerRequest");
  const { ociJson, ...rest } = other.toObject(other.decode(bytes));
  assertEquals(Uint8Array.from(ociJson), fields.ociJson);
  const { ociJson: _, ...expected } = fields;
  assertEquals(rest, {
    ...expected,
    storages: [{
      driver: "virtio-fs",
      source: "husk",
      fstype: "virtiofs",
      options: ["ro"],
      mountPoint: "/run/husk/shared",
      fsGroup: { groupId: 7, groupChangePolicy: 1 },
    }],
  });
  const again = Uint8Array.from(other.encode(other.fromObject(fields)).finish());
  assertEquals(agent.CreateContainerRequest.decode(again), message(agent.CreateContainerRequest, fields));
});
