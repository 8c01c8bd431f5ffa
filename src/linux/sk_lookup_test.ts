import { assertEquals, assertRejects } from "@std/assert";
import { inNetns } from "./netns.ts";
import { catchConnections } from "./sk_lookup.ts";
import { listenIn } from "./netns_listener.ts";
import { run } from "./testing.ts";

/** A network namespace of the test's own with its loopback up. */
function netns() {
  const name = `husk-test-${crypto.randomUUID().slice(0, 8)}`;
  run("ip", "netns", "add", name);
  run("ip", "-n", name, "link", "set", "lo", "up");
  return { path: `/var/run/netns/${name}`, [Symbol.dispose]: () => void run("ip", "netns", "delete", name) };
}

Deno.test("catchConnections() hands connections to any port of the namespace to one listener, until disposal", async () => {
  using space = netns();
  const { listener, fd } = listenIn(space.path);
  using _listener = listener;
  // Deno connects on a thread of its pool: the socket has to be made elsewhere.
  const dial = (address: string, port: number) =>
    new Deno.Command("nsenter", {
      args: [`--net=${space.path}`, "busybox", "nc", address, String(port)],
      stdin: "null",
    })
      .output();
  {
    using _caught = catchConnections(space.path, fd);
    for (const [address, local] of [["127.0.0.1", "::ffff:127.0.0.1"], ["::1", "::1"]] as const) {
      const dialled = dial(address, 7777);
      using connection = await listener.accept();
      assertEquals([connection.localAddr.hostname, connection.localAddr.port], [local, 7777]);
      await connection.write(new TextEncoder().encode("caught"));
      connection.close();
      assertEquals(new TextDecoder().decode((await dialled).stdout), "caught");
    }
  }
  assertEquals((await dial("127.0.0.1", 7777)).success, false);
});

Deno.test("listenIn() makes its listener in the namespace and leaves this thread in its own", async () => {
  using space = netns();
  const own = Deno.readLinkSync("/proc/thread-self/ns/net");
  const { listener } = listenIn(space.path);
  using _listener = listener;
  assertEquals(Deno.readLinkSync("/proc/thread-self/ns/net"), own);
  const port = listener.addr.port;
  await assertRejects(() => Deno.connect({ hostname: "127.0.0.1", port }), Deno.errors.ConnectionRefused);
  assertEquals(
    inNetns(space.path, () => Deno.readTextFileSync("/proc/thread-self/net/tcp6")).includes(
      `:${port.toString(16).toUpperCase().padStart(4, "0")} `,
    ),
    true,
  );
});
