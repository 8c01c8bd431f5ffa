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
    // The program kills itself: by its parent's hand, as it may not signal pid 1 and knows no pid of its own.
    const text = `const end = () => husk.spawn(["/bin/sh", "-c", "kill -9 $PPID"], [], "", [-1, -1, -1], false);
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
