import { assertEquals, assertThrows } from "@std/assert";
import { eventFd } from "../../linux/event_fd.ts";
import { Reactor } from "../../linux/reactor.ts";
import { tempDir } from "../../linux/testing.ts";
import type { Activation } from "../device.ts";
import { GuestMemory } from "../guest_memory.ts";
import { FrontEnd } from "./front_end.ts";
import * as msg from "./messages.ts";

Deno.test("FrontEnd.stop() gives a back-end up that does not let go, and it serves nobody any more", async () => {
  using dir = tempDir();
  using listener = Deno.listen({ transport: "unix", path: `${dir.path}/socket` });
  const reactor = new Reactor();
  await using after = new AsyncDisposableStack();
  after.defer(() => reactor.idle());
  const connecting = FrontEnd.connect(`${dir.path}/socket`, reactor, AbortSignal.timeout(10_000), 50);
  using server = await listener.accept();
  await server.read(new Uint8Array(64));
  // Its features are all that it ever answers.
  const [low, high] = [Number(msg.PROTOCOL_FEATURES), 0];
  await server.write(new Uint8Array(new Uint32Array([msg.GET_FEATURES, 5, 8, low, high]).buffer));
  using frontEnd = await connecting;
  using memory = new GuestMemory([{ guestAddress: 0, size: 4 * 4096 }]);
  using kick = eventFd("kick"), call = eventFd("call");
  const queue = { size: 16, descriptors: 0, available: 4096, used: 8192, kick, call };
  const running: Activation = { memory, features: 0n, queues: [queue], configChanged: () => {}, failed: () => {} };
  const lost: string[] = [];
  frontEnd.start(running, (error) => lost.push(error.message));
  await frontEnd.stop(running.queues);
  assertEquals(lost, ["Waited 50 ms for the device's server to let go"]);
  assertThrows(() => frontEnd.start(running, () => {}), Error, "let go");
  await frontEnd.stop(running.queues);
});
