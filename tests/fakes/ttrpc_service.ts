import { channelPair } from "./channel_pair.ts";
import { ReadStreamRequest, ReadStreamResponse } from "../../src/gen/agent/agent.ts";
import { Client, type ClientOptions } from "../../src/ttrpc/client.ts";
import type { Implementation } from "../../src/ttrpc/definition.ts";
import { Server } from "../../src/ttrpc/server.ts";

const types = { requestType: ReadStreamRequest, responseType: ReadStreamResponse };

/** For tests: a service with a method of each kind, over messages that carry a number and bytes. */
export const Kinds = {
  name: "Kinds",
  fullName: "test.Kinds",
  methods: {
    unary: { name: "Unary", ...types, requestStream: false, responseStream: false, options: {} },
    down: { name: "Down", ...types, requestStream: false, responseStream: true, options: {} },
    up: { name: "Up", ...types, requestStream: true, responseStream: false, options: {} },
    both: { name: "Both", ...types, requestStream: true, responseStream: true, options: {} },
  },
} as const;

export const request = (len: number): ReadStreamRequest => ({ containerId: "", execId: "", len });
export const response = (...data: number[]): ReadStreamResponse => ({ data: Uint8Array.from(data) });

/** A client of `implementation` over a channel in memory; `done()` closes it and waits for both ends. */
export function connect(implementation: Implementation<typeof Kinds>, options: ClientOptions = {}) {
  const server = new Server();
  server.register(Kinds, implementation);
  const [here, there] = channelPair();
  const serving = server.serve(there);
  const client = new Client(here, options);
  const done = async () => {
    client.close();
    await Promise.all([client.closed, serving]);
  };
  return { client, stub: client.stub(Kinds), serving, serverEnd: there, done };
}
