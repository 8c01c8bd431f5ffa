import { assertEquals } from "@std/assert";
import { FakeAgent } from "../../tests/fakes/fake_agent.ts";
import type { Tunnel } from "../agent_client/agent.ts";
import { run } from "../linux/testing.ts";
import { Logger } from "../util/log.ts";
import { LocalForward } from "./local_forward.ts";

const log = new Logger(() => {}, { debug: false, fields: {} });

function netns() {
  const name = `husk-test-${crypto.randomUUID().slice(0, 8)}`;
  run("ip", "netns", "add", name);
  run("ip", "-n", name, "link", "set", "lo", "up");
  return { path: `/var/run/netns/${name}`, [Symbol.dispose]: () => void run("ip", "netns", "delete", name) };
}

/** A client in the namespace: sends `input`, resolves with what it was sent. */
async function client(path: string, address: string, port: number, input: string): Promise<string> {
  const nc = new Deno.Command("nsenter", {
    args: [`--net=${path}`, "busybox", "nc", address, String(port)],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = nc.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input)).catch(() => {});
  await writer.close().catch(() => {});
  return new TextDecoder().decode((await nc.output()).stdout);
}

/** A tunnel to somebody who answers with what was sent, in capitals, once that has ended. */
function shouting(): { tunnel: Tunnel; closed: Promise<void> } {
  const text: string[] = [];
  const ended = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let answered = false;
  return {
    closed: closed.promise,
    tunnel: {
      send: (data) => Promise.resolve(void text.push(new TextDecoder().decode(data))),
      closeSend: () => Promise.resolve(ended.resolve()),
      async receive() {
        await ended.promise;
        if (answered) return null;
        answered = true;
        return new TextEncoder().encode(text.join("").toUpperCase());
      },
      close: () => Promise.resolve(closed.resolve()),
    },
  };
}

Deno.test("LocalForward makes each connection to localhost in the guest, and ends both ends together", async () => {
  using space = netns();
  const agent = new FakeAgent();
  using forward = new LocalForward(space.path, log);
  forward.serve(agent);
  for (const address of ["127.0.0.1", "::1"]) {
    const { tunnel, closed } = shouting();
    agent.onDial = () => Promise.resolve(tunnel);
    assertEquals(await client(space.path, address, 8080, "hello"), "HELLO");
    await closed;
  }
  assertEquals(agent.calls, ["dial 127.0.0.1 8080", "dial ::1 8080"]);
});

Deno.test("LocalForward closes a connection that nobody takes in the guest", async () => {
  using space = netns();
  const agent = new FakeAgent();
  using forward = new LocalForward(space.path, log);
  forward.serve(agent);
  assertEquals(await client(space.path, "127.0.0.1", 9, "hello"), "");
  assertEquals(agent.calls, ["dial 127.0.0.1 9"]);
});

Deno.test("LocalForward closes the client's end where the guest's fails in between", async () => {
  using space = netns();
  const agent = new FakeAgent();
  using forward = new LocalForward(space.path, log);
  forward.serve(agent);
  const { tunnel, closed } = shouting();
  agent.onDial = () => Promise.resolve({ ...tunnel, receive: () => Promise.reject(new Error("reset")) });
  assertEquals(await client(space.path, "127.0.0.1", 80, ""), "");
  await closed;
});

Deno.test("LocalForward lets connections wait that come before the agent is there", async () => {
  using space = netns();
  const agent = new FakeAgent();
  using forward = new LocalForward(space.path, log);
  const { tunnel, closed } = shouting();
  agent.onDial = () => Promise.resolve(tunnel);
  const early = client(space.path, "127.0.0.1", 8080, "early");
  // Nobody here accepts it, so that no event tells of it; state 01 is an established connection (proc(5)).
  const established = () => / 01 /.test(run("nsenter", `--net=${space.path}`, "cat", "/proc/net/tcp6"));
  for (let left = 1000; left > 0 && !established();) left--;
  assertEquals(established(), true);
  forward.serve(agent);
  assertEquals(await early, "EARLY");
  await closed;
});
