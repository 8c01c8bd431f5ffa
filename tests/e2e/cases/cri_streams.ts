/** What kubectl exec, attach, port-forward, logs and top come down to: the CRI's streaming server, log files and figures. */
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { PortStream, ProcessStream } from "../../../src/cli/cri/streams.ts";
import { type PodContainer, Pods } from "../pods.ts";
import type { TestCase } from "../harness.ts";

interface ExecOptions {
  tty?: boolean;
  stdin?: boolean;
}

async function exec(container: PodContainer, cmd: string[], { tty = false, stdin = false }: ExecOptions = {}) {
  const request = { containerId: container.id, cmd, tty, stdin, stdout: true, stderr: !tty };
  return await ProcessStream.open((await container.pod.cri.runtime.exec(request)).url!);
}

/** Reads until `text` has come; resolves to all that came. */
async function readUntil(stream: ReadableStream<Uint8Array>, text: string): Promise<string> {
  const decoder = new TextDecoder();
  let all = "";
  for await (const chunk of stream.values({ preventCancel: true })) {
    all += decoder.decode(chunk, { stream: true });
    if (all.includes(text)) return all;
  }
  throw new Error(`The stream has ended without '${text}': ${all}`);
}

export const criStreamCases: TestCase[] = [
  {
    name: "CRI: exec keeps output and errors apart and tells the exit code",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start("c", "exec sleep 1000");
      using stream = await exec(container, ["sh", "-c", "echo out; echo err >&2; exit 42"]);
      const texts = Promise.all([stream.stdout, stream.stderr].map((output) => new Response(output).text()));
      assertEquals(await texts, ["out\n", "err\n"]);
      assertEquals(await stream.exited, 42);
    },
  },
  {
    name: "CRI: exec with a terminal has its size, takes input and tells its end",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start("c", "exec sleep 1000");
      using stream = await exec(container, ["sh"], { tty: true, stdin: true });
      stream.resize(93, 41);
      stream.write("stty size; tty; exit 3\r");
      const output = await new Response(stream.stdout).text();
      assertMatch(output, /\/dev\/pts\/\d+/);
      assertMatch(output, /41 93/);
      assertEquals(await stream.exited, 3);
    },
  },
  {
    name: "CRI: exec of 8 MB of input comes back whole",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start("c", "exec sleep 1000");
      using stream = await exec(container, ["sh", "-c", "head -c 8000000 | sha256sum"], { stdin: true });
      const piece = "0123456789abcdef".repeat(1250);
      for (let sent = 0; sent < 400; sent++) stream.write(piece);
      const bytes = new TextEncoder().encode(piece.repeat(400));
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
      assertMatch(await new Response(stream.stdout).text(), new RegExp(digest));
      assertEquals(await stream.exited, 0);
    },
  },
  {
    name: "CRI: attach joins a container's input and output",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const script = "while read line; do echo got $line; done";
      const container = await pod.start("c", script, { stdin: true });
      const request = { containerId: container.id, stdin: true, stdout: true, stderr: true };
      using stream = await ProcessStream.open((await pod.cri.runtime.attach(request)).url!);
      stream.write("one\ntwo\n");
      await readUntil(stream.stdout, "got one\ngot two\n");
      assertMatch(await container.output(), /got one\ngot two\n/);
    },
  },
  {
    name: "CRI: ExecSync ends a command that takes too long",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start("c", "exec sleep 1000");
      await assertRejects(() => container.exec(["sleep", "500"], 1), Error, "timeout 1s exceeded");
      assertEquals(await container.shell("ps | grep -c 'sleep 50[0]' || true"), "0\n");
    },
  },
  {
    name: "CRI: port-forward reaches a server that listens on the pod's loopback",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const serve = "mkdir /www; echo hello from the pod > /www/index.html; httpd -f -p 127.0.0.1:8080 -h /www";
      const container = await pod.start("c", serve);
      // Until httpd listens.
      await container.shell("until wget -q -O /dev/null http://127.0.0.1:8080/; do sleep 0.1; done");
      const { url } = await pod.cri.runtime.portForward({ podSandboxId: pod.id, port: [8080] });
      using stream = await PortStream.open(url!);
      stream.write(new TextEncoder().encode("GET / HTTP/1.0\r\n\r\n"));
      assertMatch(await readUntil(stream.readable, "hello"), /200 OK[\s\S]*hello from the pod/);
    },
  },
  {
    name: "CRI: a log file that was moved away is opened again",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const container = await pod.start(
        "c",
        "echo before; while [ ! -e /tmp/go ]; do sleep 0.1; done; echo after; exec sleep 1000",
      );
      await container.outputHas("before");
      const path = `${pod.config.logDirectory}/c.log`;
      await Deno.rename(path, `${path}.1`);
      await pod.cri.runtime.reopenContainerLog({ containerId: container.id });
      await container.shell("touch /tmp/go");
      await container.outputHas("after");
      assertEquals(await container.output(), "after\n");
    },
  },
  {
    name: "CRI: ContainerStats tells what a container uses",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const script =
        "dd if=/dev/zero of=/dev/shm/x bs=1M count=20 2>/dev/null; i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done; echo done; exec sleep 1000";
      const container = await pod.start("c", script);
      await container.outputHas("done");
      const { stats } = await pod.cri.runtime.containerStats({ containerId: container.id });
      assertEquals(stats!.attributes!.id, container.id);
      // The kernel's figures may lag behind by some hundred pages a processor.
      assert(stats!.memory!.workingSetBytes!.value! > 18 << 20, JSON.stringify(stats));
      assert(stats!.memory!.workingSetBytes!.value! < 60 << 20, JSON.stringify(stats));
      assert(stats!.cpu!.usageCoreNanoSeconds!.value! > 1e6, JSON.stringify(stats));
      const all = (await pod.cri.runtime.listContainerStats({ filter: { podSandboxId: pod.id } })).stats!;
      assertEquals(all.map(({ attributes }) => attributes!.id), [container.id]);
    },
  },
  {
    name: "CRI: UpdateContainerResources changes the limits of a container that runs",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const resources = { memoryLimitInBytes: 64 << 20, cpuQuota: 50_000, cpuPeriod: 100_000 };
      const container = await pod.start("c", "exec sleep 1000", { linux: { resources } });
      const more = { memoryLimitInBytes: 96 << 20, cpuQuota: 80_000, cpuPeriod: 100_000 };
      await pod.cri.runtime.updateContainerResources({ containerId: container.id, linux: more });
      if (context.runtime === "runc") return; // whose container sees the host's cgroups, of either version
      const limits = await container.shell("cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/cpu.max");
      assertEquals(limits, `${96 << 20}\n80000 100000\n`);
    },
  },
];
