import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { mountsBelow } from "../linux/mount.ts";
import { killAndWait } from "../linux/process.ts";
import { sharedTmpfs } from "../linux/testing.ts";
import { commandLine, findVirtiofsd } from "./command_line.ts";
import { prepareSharedDir } from "./shared_dir.ts";
import { startVirtiofsd } from "./virtiofsd.ts";

const found = await findVirtiofsd().catch(() => undefined);
const signal = new AbortController().signal;

/** A shared directory, prepared. */
function setUp() {
  const stack = new DisposableStack();
  const tmp = stack.use(sharedTmpfs());
  const sharedDir = `${tmp.path}/shared`;
  Deno.mkdirSync(sharedDir);
  stack.use(prepareSharedDir(sharedDir));
  return { root: tmp.path, sharedDir, socket: `${tmp.path}/fs.sock`, [Symbol.dispose]: () => stack.dispose() };
}

/** The process that the daemon forked into its sandbox: the one that does the work. */
function workerOf(pid: number): number | undefined {
  const children = Deno.readTextFileSync(`/proc/${pid}/task/${pid}/children`).trim();
  return children === "" ? undefined : Number(children.split(" ")[0]);
}

/** Waits for the daemon's worker by talking to the daemon: a vhost-user front-end asks for its features and is answered. */
async function handshake(socket: string): Promise<number> {
  const connection = await Deno.connect({ transport: "unix", path: socket });
  try {
    // VHOST_USER_GET_FEATURES (1), flags: version 1, no payload; the answer has a u64.
    await connection.write(new Uint8Array(new Uint32Array([1, 1, 0]).buffer));
    let total = 0;
    for (let count: number | null = 0; total < 20 && count !== null; total += count ?? 0) {
      count = await connection.read(new Uint8Array(20 - total));
    }
    return total;
  } finally {
    connection.close();
  }
}

Deno.test("findVirtiofsd() says where it looked", async () => {
  const error = await assertRejects(() => findVirtiofsd(["/none/virtiofsd", "/etc"]), Error);
  assertMatch(error.message, /\/none\/virtiofsd, \/etc/);
});

Deno.test("commandLine() speaks the dialect that the daemon's help shows", async () => {
  const dir = Deno.makeTempDirSync();
  try {
    const fake = (name: string, help: string) => {
      Deno.writeTextFileSync(`${dir}/${name}`, `#!/bin/sh\necho '${help}'\n`, { mode: 0o755 });
      return `${dir}/${name}`;
    };
    const rust = await commandLine(fake("rust", "  --shared-dir <SHARED_DIR>"), "/s");
    const named = ["--shared-dir=/s", "--cache=auto", "--sandbox=namespace", "--announce-submounts", "--xattr"];
    assertEquals(rust(7), ["--fd=7", "--thread-pool-size=0", ...named]);
    const help = "  --shared-dir <SHARED_DIR> --inode-file-handles=<INODE_FILE_HANDLES> --log-level <LOG_LEVEL>";
    const newer = await commandLine(fake("newer", help), "/s");
    assertEquals(newer(7).slice(-2), ["--inode-file-handles=never", "--log-level=warn"]);
    const c = await commandLine(fake("c", "  -o source=PATH"), "/s");
    assertEquals(c(9).at(-1), "source=/s,cache=auto,sandbox=namespace,announce_submounts,xattr,log_level=warn");
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
});

Deno.test({
  name: "startVirtiofsd() answers on its socket at once, and leaves nothing when disposed",
  ignore: found === undefined,
  fn: async () => {
    using pod = setUp();
    const before = mountsBelow(pod.root).length;
    let worker: number | undefined;
    {
      await using daemon = await startVirtiofsd({ ...pod, signal });
      assertEquals(await handshake(pod.socket), 20);
      worker = workerOf(daemon.pid);
      assertEquals(mountsBelow(pod.root).length, before + 1);
    }
    if (worker !== undefined) await killAndWait(worker); // it ends by itself; this waits for it
    assertEquals(mountsBelow(pod.root).length, before);
    assertEquals([...Deno.readDirSync(pod.root)].map((entry) => entry.name), ["shared"]);
  },
});

Deno.test({
  name: "startVirtiofsd() tells who has died, and how",
  ignore: found === undefined,
  fn: async () => {
    using pod = setUp();
    await using daemon = await startVirtiofsd({ ...pod, signal });
    Deno.kill(daemon.pid, "SIGKILL");
    assertEquals((await daemon.exited).reason, `virtiofsd (pid ${daemon.pid}) was killed by SIGKILL`);
  },
});

Deno.test("startVirtiofsd() passes on the daemon's last words", async () => {
  using pod = setUp();
  const binary = `${pod.root}/broken`;
  Deno.writeTextFileSync(binary, "#!/bin/sh\necho first >&2; echo 'no such option' >&2; exit 3\n", { mode: 0o755 });
  await using daemon = await startVirtiofsd({ ...pod, signal, binary });
  assertEquals((await daemon.exited).reason, `virtiofsd (pid ${daemon.pid}) exited with code 3: no such option`);
});

Deno.test("startVirtiofsd() undoes its view where the daemon cannot be started", async () => {
  using pod = setUp();
  const before = mountsBelow(pod.root).length;
  await assertRejects(() => startVirtiofsd({ ...pod, signal, binary: `${pod.root}/none` }), Deno.errors.NotFound);
  assertEquals(mountsBelow(pod.root).length, before);
  assertEquals([...Deno.readDirSync(pod.root)].map((entry) => entry.name), ["shared"]);
});
