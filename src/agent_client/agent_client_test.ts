import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { channelPair } from "../../tests/fakes/channel_pair.ts";
import { FrameType, HEADER_LENGTH, writeHeader } from "../ttrpc/frame.ts";
import { StatusError } from "../util/errors.ts";
import { AgentClient } from "./agent_client.ts";

/** A guest that says what it likes: `bytes` go to a client that has one call under way. Resolves to why the client hung up. */
async function hostile(bytes: Uint8Array): Promise<string> {
  const [ours, theirs] = channelPair();
  const agent = new AgentClient(ours);
  const call = assertRejects(() => agent.startContainer("c"), StatusError);
  // Not all of it is taken: the client hangs up at the first frame that is against the protocol.
  const send = (async () => {
    for (let at = 0; at < bytes.length;) at += await theirs.write(bytes.subarray(at));
  })().catch(() => {});
  const reason = await agent.closed;
  await call;
  theirs.close();
  await send;
  return reason;
}

function frame(length: number, streamId: number, type: number, body = new Uint8Array(0)): Uint8Array {
  const bytes = new Uint8Array(HEADER_LENGTH + body.length);
  writeHeader(bytes, length, streamId, type, 0);
  bytes.set(body, HEADER_LENGTH);
  return bytes;
}

Deno.test("AgentClient hangs up on a guest that answers what nobody asked", async () => {
  for (const streamId of [0, 2, 3, 999, 0xffff_ffff]) {
    const reason = await hostile(frame(0, streamId, FrameType.RESPONSE));
    assertMatch(reason, new RegExp(`broke the protocol: an answer on stream ${streamId}, on which nothing was asked`));
  }
});

Deno.test("AgentClient hangs up on a frame of 4 GiB as soon as it has seen its head", async () => {
  assertMatch(await hostile(frame(0xffff_ffff, 1, FrameType.RESPONSE)), /a frame of 4294967295 bytes/);
});

Deno.test("AgentClient hangs up on a guest that calls instead of answering", async () => {
  assertMatch(await hostile(frame(0, 1, FrameType.REQUEST)), /a frame of type 1/);
  assertMatch(await hostile(frame(0, 1, 77)), /a frame of type 77/);
});

Deno.test("AgentClient hangs up on a second answer to the same call", async () => {
  const [ours, theirs] = channelPair();
  const agent = new AgentClient(ours);
  const started = agent.startContainer("c");
  const answer = frame(0, 1, FrameType.RESPONSE);
  await theirs.write(answer);
  await started;
  await theirs.write(answer);
  assertMatch(await agent.closed, /an answer on stream 1/);
  theirs.close();
});

Deno.test("AgentClient says so where its guest just leaves", async () => {
  const [ours, theirs] = channelPair();
  const agent = new AgentClient(ours);
  theirs.close();
  assertEquals(await agent.closed, "the guest's agent has left");
});
