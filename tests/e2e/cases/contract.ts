/** The shim as a program: what it takes and prints, called the way containerd calls it (containerd's docs/runtime-v2.md). */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import { execute, quote } from "../command.ts";
import { podPids, startedPid } from "../pod_processes.ts";
import { binary, makeBundle, shim, shutDown } from "../shim_command.ts";
import { stringField, Wire } from "../ttrpc_wire.ts";
import { exists } from "../../../src/linux/exists.ts";
import { podPaths } from "../../../src/pod/pod_paths.ts";
import { deleteAnswer, leaveDeleteAnswer } from "../../../src/shim/delete_answer.ts";
import { DELETE_ANSWER } from "../../../src/shim/launcher.ts";
import type { TestCase } from "../harness.ts";

/** DeleteResponse{pid=1, exit_status=2, exited_at=3{seconds=1, nanos=2}}. */
function parseDelete(bytes: Uint8Array): { status: number; seconds: number } {
  let status = 0, seconds = 0;
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === 16) status = reader.uint32();
    else if (tag === 26) {
      const time = new BinaryReader(reader.bytes());
      while (time.pos < time.len) {
        const field = time.uint32();
        if (field === 8) seconds = Number(time.int64());
        else time.skip(field & 7);
      }
    } else reader.skip(tag & 7);
  }
  return { status, seconds };
}

function isLauncher(pid: string, id: string): boolean {
  try {
    const command = Deno.readTextFileSync(`/proc/${pid}/cmdline`).split("\0");
    return command[0] === "/bin/sh" && command.includes(id);
  } catch {
    return false; // It ended while we looked.
  }
}

export const contractCases: TestCase[] = [
  {
    name: "start prints the socket's address and nothing else, and the socket serves",
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const result = await shim(context, id, bundle, "start");
      assertEquals(result.code, 0, quote(result));
      assertMatch(result.stdout, /^unix:\/\/\/\S+$/);
      {
        using wire = await Wire.connect(result.stdout);
        const state = await wire.call("containerd.task.v2.Task", "State", stringField(1, id));
        assertEquals(state.code, 5, state.message);
      }
      await shutDown(context, result.stdout, id, bundle);
    },
  },
  {
    name: "start with MAX_SHIM_VERSION prints bootstrap JSON",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const result = await shim(context, id, bundle, "start", { MAX_SHIM_VERSION: "3" });
      assertEquals(result.code, 0, quote(result));
      const { version, address, protocol } = JSON.parse(result.stdout) as Record<string, unknown>;
      assertEquals({ protocol, known: version === 2 || version === 3 }, { protocol: "ttrpc", known: true });
      await shutDown(context, String(address), id, bundle);
    },
  },
  {
    name: "start a second time for a live id is refused or answers with the same address",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const first = await shim(context, id, bundle, "start");
      const second = await shim(context, id, bundle, "start");
      if (second.code === 0) assertEquals(second.stdout, first.stdout);
      else assertMatch(second.stderr, new RegExp(id));
      await shutDown(context, first.stdout, id, bundle);
    },
  },
  {
    name: "start whose process is killed before it tells an address fails, says so, and leaves nothing",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const started = shim(context, id, bundle, "start");
      Deno.kill(await startedPid(context, id, "shim"), "SIGKILL");
      const { code, stdout, stderr } = await started;
      assertEquals([code, stdout], [1, ""]);
      assertMatch(stderr, new RegExp(`^husk: The shim of '${id}' was killed as it started\n$`));
    },
  },
  {
    name: "start for a live id whose process is killed leaves the pod alone",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const { stdout: address } = await shim(context, id, bundle, "start");
      const [serving] = podPids(context, id, "shim");
      // What the launcher asks for then.
      const cleaned = await shim(context, id, bundle, "start", {}, ["-clean-up"]);
      assertMatch(cleaned.stderr, new RegExp(`The shim of '${id}' was killed as it started`));
      assertEquals(podPids(context, id, "shim"), [serving]);
      using wire = await Wire.connect(address);
      assertEquals((await wire.call("containerd.task.v2.Task", "State", stringField(1, id))).code, 5);
      await shutDown(context, address, id, bundle);
    },
  },
  {
    name: "start that fails once it is in the pod's cgroup leaves neither that nor a process",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      // Where the pod's directory would be, something else is.
      const path = `/run/husk/${context.containerd.namespace}/${id}`;
      await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
      await Deno.writeTextFile(path, "");
      const { code, stdout, stderr } = await shim(context, id, bundle, "start");
      assertEquals([code, stdout], [1, ""]);
      assertMatch(stderr, /^husk: .*Not a directory|^husk: .*File exists/);
    },
  },
  {
    name: "start whose caller has gone before the address is told ends, and leaves nothing",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const started = shim(context, id, bundle, "start");
      const pid = await startedPid(context, id, "shim");
      // In the place of containerd, which kills what it has started: the launcher, whose child is a stranger to it.
      for (const { name } of Deno.readDirSync("/proc")) {
        if (isLauncher(name, id)) Deno.kill(Number(name), "SIGKILL");
      }
      assertEquals((await started).code, 137);
      for (let left = 1000; left > 0 && exists(`/proc/${pid}`); left--) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      assertEquals(podPids(context, id, "shim"), []);
    },
  },
  {
    name: "start in a bundle with a malformed config.json fails and names the file",
    async run(context) {
      const { id, bundle } = await makeBundle(context, '{"ociVersion": "1.0.2", "process": {"args": [');
      const result = await shim(context, id, bundle, "start");
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr + result.stdout, context.runtime === "husk" ? /config\.json/ : /\S/);
      const deleted = await shim(context, id, bundle, "delete");
      if (context.runtime === "husk") assertEquals(deleted.code, 0, quote(deleted));
    },
  },
  {
    name: "start in a bundle without config.json serves the Sandbox API, and no task before it has a sandbox",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      await Deno.remove(`${bundle}/config.json`);
      const result = await shim(context, id, bundle, "start");
      assertEquals(result.code, 0, quote(result));
      {
        using wire = await Wire.connect(result.stdout);
        const service = "containerd.runtime.sandbox.v1.Sandbox";
        const status = await wire.call(service, "SandboxStatus", stringField(1, id));
        assertEquals([status.code, status.message], [5, `No sandbox '${id}' in the shim of '${id}'`]);
        const create = await wire.call("containerd.task.v3.Task", "Create", stringField(1, id));
        assertEquals(create.code, 12, create.message);
        assertEquals((await wire.call(service, "ShutdownSandbox", stringField(1, id))).code, 0);
        await wire.closedByPeer();
      }
      const deleted = await shim(context, id, bundle, "delete");
      assertEquals(deleted.code, 0, quote(deleted));
    },
  },
  {
    name: "delete without anything to delete prints a DeleteResponse",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const result = await shim(context, id, bundle, "delete");
      assertEquals(result.code, 0, quote(result));
      const { status, seconds } = parseDelete(result.stdoutBytes);
      assertEquals(status, 137);
      assert(Math.abs(seconds - Date.now() / 1000) < 60, `exited_at ${seconds}`);
    },
  },
  {
    name: "delete after a killed shim cleans up and prints a DeleteResponse",
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const started = await shim(context, id, bundle, "start");
      assertEquals(started.code, 0, quote(started));
      const pids = podPids(context, id, "shim");
      assert(pids.length > 0, "no serving shim found");
      pids.forEach((pid) => Deno.kill(pid, "SIGKILL"));
      const deleted = await shim(context, id, bundle, "delete");
      assertEquals(deleted.code, 0, quote(deleted));
      assertEquals(parseDelete(deleted.stdoutBytes).status, 137);
      // The socket of a killed shim is removed by whoever finds it dead; runc's leaves it to containerd.
      if (context.runtime === "runc") await Deno.remove(started.stdout.replace("unix://", ""));
    },
  },
  {
    name: "nothing of a pod is left as Shutdown is answered, and delete then prints what the shim has left for it",
    runtimes: ["husk"],
    async run(context) {
      const { id, bundle } = await makeBundle(context);
      const { containerd: { namespace } } = context;
      const started = await shim(context, id, bundle, "start");
      assertEquals(started.code, 0, quote(started));
      const { dir } = podPaths(namespace, id);
      assert(exists(dir));
      {
        using wire = await Wire.connect(started.stdout);
        assertEquals((await wire.call("containerd.task.v2.Task", "Shutdown", stringField(1, id))).code, 0);
        assertEquals([exists(dir), exists(`${bundle}/${DELETE_ANSWER}`)], [false, true]);
        await wire.closedByPeer();
      }
      const deleted = await shim(context, id, bundle, "delete");
      assertEquals(deleted.code, 0, quote(deleted));
      assertEquals(parseDelete(deleted.stdoutBytes).status, 137);
      // It is that file's, and nothing was looked for.
      leaveDeleteAnswer(bundle, deleteAnswer({ pid: 1, exit: { status: 42, at: new Date(42_000) } }));
      const again = await shim(context, id, bundle, "delete");
      assertEquals(parseDelete(again.stdoutBytes), { status: 42, seconds: 42 });
    },
  },
  {
    name: "-info prints a protobuf RuntimeInfo that names the runtime",
    runtimes: ["husk"],
    async run(context) {
      const { code, stdoutBytes, stderr } = await execute(binary(context), ["-info"], { stdin: "" });
      assertEquals(code, 0, stderr);
      const reader = new BinaryReader(stdoutBytes);
      assertEquals(reader.uint32(), 10);
      assertEquals(reader.string(), "io.containerd.husk.v2");
    },
  },
  {
    name: "-v prints the program and its version",
    async run(context) {
      const { code, stdout } = await execute(binary(context), ["-v"]);
      assertEquals(code, 0);
      assertMatch(stdout, /containerd-shim-\w+-v2[^]*version/i);
    },
  },
  {
    name: "an unknown flag and an unknown command are refused and named",
    async run(context) {
      const flag = await execute(binary(context), ["-nonsense"]);
      assertNotEquals(flag.code, 0);
      assertMatch(flag.stderr, /nonsense/);
      assertEquals(flag.stdout, "");
      if (context.runtime === "runc") return; // runc's shim takes any unknown command for "serve"
      const { id, bundle } = await makeBundle(context);
      const command = await shim(context, id, bundle, "dance");
      assertNotEquals(command.code, 0);
      assertMatch(command.stderr, /dance/);
    },
  },
  {
    name: "a missing -id and a namespace with a slash are refused and named",
    runtimes: ["husk"],
    async run(context) {
      const { bundle } = await makeBundle(context);
      const noId = await execute(binary(context), ["-namespace", "x", "start"], { cwd: bundle });
      assertNotEquals(noId.code, 0);
      assertMatch(noId.stderr, /\bid\b/);
      const slash = await execute(binary(context), ["-namespace", "../x", "-id", "y", "start"], { cwd: bundle });
      assertNotEquals(slash.code, 0);
      assertMatch(slash.stderr, /namespace|\.\.\/x/);
      const upward = await execute(binary(context), ["-namespace", "x", "-id", "../../y", "start"], { cwd: bundle });
      assertNotEquals(upward.code, 0);
      assertMatch(upward.stderr, /\bid\b|\.\.\/y/);
    },
  },
];
