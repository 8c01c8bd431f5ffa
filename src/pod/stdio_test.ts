import { assertEquals } from "@std/assert";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import { O_NONBLOCK, O_RDONLY, O_WRONLY } from "../linux/abi/fcntl.ts";
import { Fd } from "../linux/fd.ts";
import { Reactor } from "../linux/reactor.ts";
import { Logger } from "../util/log.ts";
import { Stdio } from "./stdio.ts";

const target = { containerId: "c", execId: "" };

/** Stdio between FIFOs as containerd makes them and a scripted process. */
async function makeStdio() {
  const dir = await Deno.makeTempDir();
  const paths = { stdin: `${dir}/in`, stdout: `${dir}/out`, stderr: "", terminal: false };
  await new Deno.Command("mkfifo", { args: [paths.stdin, paths.stdout] }).output();
  const agent = new FakeAgent();
  const reactor = new Reactor();
  const reader = Fd.open(paths.stdout, O_RDONLY | O_NONBLOCK);
  const stdio = new Stdio({ agent, reactor, log: new Logger(() => {}) }, target, paths);
  const writer = Fd.open(paths.stdin, O_WRONLY | O_NONBLOCK);
  return {
    agent,
    process: agent.process("c"),
    reactor,
    reader,
    writer,
    stdio,
    async [Symbol.asyncDispose]() {
      stdio[Symbol.dispose]();
      reader.close();
      writer.close();
      await reactor.idle();
      await Deno.remove(dir, { recursive: true });
    },
  };
}

async function readToEnd(fd: Fd, reactor: Reactor): Promise<number> {
  const buffer = new Uint8Array(1 << 16);
  let total = 0;
  for (;;) {
    const count = fd.read(buffer);
    if (count === 0) return total;
    if (count === null) await reactor.readable(fd);
    else total += count;
  }
}

Deno.test("Stdio hands on output that its reader takes only after the process has ended", async () => {
  await using pod = await makeStdio();
  const text = "x".repeat(100_000); // more than a FIFO holds
  pod.process.print(text);
  pod.process.print(text);
  pod.process.end(0);
  pod.stdio.start();
  pod.stdio.stopStdin();
  // One turn of the timers: a writer that spins on a full FIFO would not let it come.
  await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(await readToEnd(pod.reader, pod.reactor), 2 * text.length);
  await pod.stdio.drained;
});

Deno.test("Stdio ends stdin by CloseIO and only after all of it was read", async () => {
  await using pod = await makeStdio();
  pod.stdio.start();
  pod.writer.write(new TextEncoder().encode("hello"));
  pod.writer.close();
  pod.stdio.closeStdin();
  const closed = Promise.withResolvers<void>();
  pod.agent.onCall = (name) => name === "closeStdin" && closed.resolve();
  await closed.promise;
  assertEquals([pod.process.stdin, pod.process.stdinClosed], ["hello", true]);
  pod.process.end(0);
  await pod.stdio.drained;
});

Deno.test("Stdio without a reader gives up its output when it is disposed of", async () => {
  await using pod = await makeStdio();
  pod.process.print("x".repeat(100_000));
  pod.process.end(0);
  pod.stdio.start();
  await new Promise((resolve) => setTimeout(resolve, 1));
  pod.stdio[Symbol.dispose]();
  await pod.stdio.drained;
});

Deno.test("Stdio.settled() waits for the reader, and gives up on one that is not there", async () => {
  await using pod = await makeStdio();
  pod.process.print("x".repeat(100_000));
  pod.stdio.start();
  let settled = false;
  const giveUp = pod.stdio.settled().then(() => settled = true);
  await new Promise((resolve) => setTimeout(resolve, 1));
  assertEquals(settled, false);
  await giveUp;
  pod.process.end(0);
  const [total] = await Promise.all([readToEnd(pod.reader, pod.reactor), pod.stdio.settled()]);
  assertEquals(total, 100_000);
});
