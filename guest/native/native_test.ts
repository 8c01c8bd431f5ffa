/** The native side, run on this machine: a program of its own linked as the agent is, not as PID 1. */
import { assertEquals, assertMatch } from "@std/assert";
import { buildProgram } from "../image/agent_binary.ts";

interface Outcome {
  stdout: string;
  stderr: string;
}

/** Runs `program` until it ends or calls end(), which the loop itself, made for PID 1, never does. */
async function runNative(program: string): Promise<Outcome> {
  const folder = await Deno.makeTempDir();
  try {
    // The program has a child kill it, as it may not signal pid 1 and knows no pid of its own: one child, for a second would find
    // itself with another parent.
    const text = `let ending = false;
      const kill = ["/bin/sh", "-c", "kill -9 $PPID"];
      const end = () => ending || (ending = true, husk.spawn(kill, [], "", [-1, -1, -1], false));
      const print = (...words) => husk.write(1, new TextEncoder().encode(words.join(" ") + "\\n"));\n${program}`;
    await buildProgram(() => {}, text, `${folder}/program`);
    const output = await new Deno.Command(`${folder}/program`, { stdin: "null" }).output();
    assertEquals(output.signal, "SIGKILL", new TextDecoder().decode(output.stderr));
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { stdout: decode(output.stdout), stderr: decode(output.stderr) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("an error that nobody catches is reported, and the loop goes on", async () => {
  const { stdout, stderr } = await runNative(`
    setTimeout(() => { throw new Error("thrown"); }, 0);
    Promise.reject(new Error("rejected"));
    Promise.reject(new Error("caught later")).catch(() => {});
    setTimeout(() => { print("still here"); end(); }, 5);
  `);
  assertEquals(stdout, "still here\n");
  assertMatch(stderr, /uncaught error: Error: thrown/);
  assertMatch(stderr, /unhandled rejection: Error: rejected/);
  assertEquals(stderr.includes("caught later"), false);
});

Deno.test("spawn() hands over descriptors, and the exit status comes once", async () => {
  const { stdout } = await runNative(`
    const [out, childOut] = husk.pipe(65536);
    let ended = 0;
    husk.onChildExit((pid, status) => {
      if (pid !== child) return;
      ended++;
      print("status", status, "output", new TextDecoder().decode(husk.read(out, 4000)));
      setTimeout(() => { print("ended", ended); end(); }, 5);
    });
    const argv = ["/bin/sh", "-c", "echo $X $PWD; ls -l /proc/$$/fd; kill -15 $$"];
    const child = husk.spawn(argv, ["X=7", "PATH=/bin:/usr/bin"], "/tmp", [0, childOut, 2], true);
    husk.close(childOut);
  `);
  assertMatch(stdout, /^status 143 output 7 \/tmp\n[^]* 1 -> pipe:[^]*\nended 1\n$/);
  // None of ours has leaked: not the loop's, and not the end of the pipe that we read.
  assertEquals(/eventpoll|signalfd/.test(stdout), false, stdout);
  assertEquals(stdout.match(/ -> pipe:\[(\d+)\]/g)?.filter((pipe, _, all) => pipe === all[0]).length, 1, stdout);
});

Deno.test("spawn() throws what exec failed with", async () => {
  const { stdout } = await runNative(`
    try {
      husk.spawn(["/no/such"], [], "", [0, 1, 2], false);
    } catch (error) {
      print(error.message, error.code, error.errno);
    }
    end();
  `);
  assertEquals(stdout, "Cannot run '/no/such': ENOENT ENOENT 2\n");
});

Deno.test("a watch reports edges, and none after close()", async () => {
  const { stdout } = await runNative(`
    const [reader, writer] = husk.pipe(4096);
    husk.setNonblocking(reader);
    let edges = 0;
    husk.watch(reader, 0x80000001, () => {
      edges++;
      print("read", husk.read(reader, 2).length, husk.read(reader, 100).length, husk.read(reader, 100));
      if (edges === 1) return void husk.write(writer, new Uint8Array(5));
      husk.write(writer, new Uint8Array(5));
      husk.close(reader);
      setTimeout(() => { print("edges", edges); end(); }, 5);
    });
    husk.write(writer, new Uint8Array(10));
  `);
  assertEquals(stdout, "read 2 8 \nread 2 3 \nedges 2\n");
});

Deno.test("TextEncoder and TextDecoder agree with the host's", async () => {
  const { stdout } = await runNative(`
    const bytes = new TextEncoder().encode("aé€😀");
    print(bytes.join(), new TextDecoder().decode(bytes), new TextDecoder().decode(bytes.subarray(1, 3)));
    end();
  `);
  const bytes = new TextEncoder().encode("aé€😀");
  assertEquals(stdout, `${bytes.join()} aé€😀 é\n`);
});

/** Runs a program that has `port` of a listener here, for whose connections `serve` is called in turn. */
async function runWithListener(program: string, serve: (connection: Deno.TcpConn, index: number) => Promise<void>) {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const served: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) served.push(serve(connection, served.length));
  })();
  const { stdout } = await runNative(`
    const connect = () => husk.connectTcp(new Uint8Array([127, 0, 0, 1]), ${listener.addr.port});
    ${program}`);
  listener.close();
  await accepting.catch(() => {});
  await Promise.all(served);
  return stdout;
}

async function readSlowly(connection: Deno.TcpConn): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for (;;) {
    const buffer = new Uint8Array(65536);
    const count = await connection.read(buffer);
    if (count === null) return chunks;
    chunks.push(buffer.subarray(0, count));
    if (chunks.length % 8 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const isCounting = (bytes: Uint8Array<ArrayBuffer>) =>
  new Uint32Array(bytes.buffer).every((word, index) => word === index);

Deno.test("carry() takes a process's output to a connection, whole and in order, and closes it at the end", async () => {
  const got = Promise.withResolvers<Uint8Array<ArrayBuffer>>();
  await runWithListener(
    `
    const [reader, writer] = husk.pipe(65536);
    husk.carry(reader, connect());
    husk.setNonblocking(writer);
    const words = new Uint32Array(1 << 20).map((_, index) => index);
    const rest = { bytes: new Uint8Array(words.buffer) };
    husk.watch(writer, 4, () => {
      const count = husk.write(writer, rest.bytes.subarray(0, 100_001));
      if (count > 0) rest.bytes = rest.bytes.subarray(count);
      if (rest.bytes.length === 0) husk.close(writer);
    });
    husk.watch(connect(), 1, end);`,
    async (connection, index) => {
      if (index === 0) {
        const chunks = await readSlowly(connection) as Uint8Array<ArrayBuffer>[];
        got.resolve(new Uint8Array(await new Blob(chunks).arrayBuffer()));
      }
      await got.promise; // what the second connection tells by its end
      connection.close();
    },
  );
  assertEquals((await got.promise).length, 4 << 20);
  assertEquals(isCounting(await got.promise), true);
});

Deno.test("carry() holds a sender back whose bytes nobody takes, and gives the end after the last of them", async () => {
  const size = 4 << 20;
  const stdout = await runWithListener(
    `
    const [reader, writer] = husk.pipe(65536);
    husk.carry(connect(), writer);
    let total = 0, sum = 0;
    setTimeout(() => {
      husk.setNonblocking(reader);
      husk.watch(reader, 1, () => {
        const data = husk.read(reader, 50_001);
        if (data === null) return;
        for (const byte of data) sum = (sum * 31 + byte) >>> 0;
        total += data.length;
        if (data.length > 0) return;
        husk.unwatch(reader);
        print(total, sum);
        end();
      });
    }, 100);`,
    async (connection) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => index * 7 + (index >> 8));
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
      await connection.closeWrite();
      await readSlowly(connection).catch(() => {});
      connection.close();
    },
  );
  let sum = 0;
  for (let index = 0; index < size; index++) sum = (Math.imul(sum, 31) + ((index * 7 + (index >> 8)) & 255)) >>> 0;
  assertEquals(stdout, `${size} ${sum}\n`);
});

Deno.test("carry() from one connection to another copies what cannot be spliced", async () => {
  const size = 1 << 20;
  let got = 0;
  const first = Promise.withResolvers<Deno.TcpConn>();
  const done = Promise.withResolvers<void>();
  await runWithListener(
    "husk.carry(connect(), connect()); husk.watch(connect(), 1, end);",
    async (connection, index) => {
      if (index === 0) return first.resolve(connection);
      if (index === 1) {
        const source = await first.promise;
        const sending = (async () => {
          for (let rest = new Uint8Array(size); rest.length > 0;) rest = rest.subarray(await source.write(rest));
          await source.closeWrite();
        })();
        for (const chunk of await readSlowly(connection)) got += chunk.length;
        await sending;
        source.close();
        done.resolve();
      }
      await done.promise; // what the third connection tells by its end
      connection.close();
    },
  );
  assertEquals(got, size);
});

Deno.test("finishCarrying() ends after what is there, stopCarrying() at once, and neither leaves a descriptor", async () => {
  const { stdout } = await runNative(`
    const open = () => husk.readDir("/proc/self/fd").length;
    const before = open();
    const ends = [husk.pipe(4096), husk.pipe(4096), husk.pipe(4096), husk.pipe(4096)];
    husk.write(ends[0][1], new Uint8Array(3000));
    husk.write(ends[2][1], new Uint8Array(3000));
    const finished = husk.carry(ends[0][0], ends[1][1]);
    const stopped = husk.carry(ends[2][0], ends[3][1]);
    husk.finishCarrying(finished);
    husk.stopCarrying(stopped);
    husk.stopCarrying(stopped);
    print(husk.read(ends[1][0], 5000).length, husk.read(ends[1][0], 5000).length, husk.read(ends[3][0], 5000).length);
    for (const fd of [ends[0][1], ends[1][0], ends[2][1], ends[3][0]]) husk.close(fd);
    print(open() - before);
    end();
  `);
  assertEquals(stdout, "3000 0 0\n0\n");
});
