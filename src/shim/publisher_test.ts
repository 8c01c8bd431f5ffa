import { assertEquals } from "@std/assert";
import { EventsDefinition, type ForwardRequest } from "../gen/events/forward.ts";
import { Server } from "../ttrpc/server.ts";
import { Logger } from "../util/log.ts";
import { Publisher } from "./publisher.ts";

const log = new Logger(() => {});
const event = (topic: string) => ({ topic, typeUrl: "t", value: new Uint8Array([1]) });

/** containerd's end of the socket: keeps the topics that it was sent. */
function containerd(path: string, topics: string[], wanted: number) {
  const listener = Deno.listen({ transport: "unix", path });
  const all = Promise.withResolvers<void>();
  const served: Promise<void>[] = [];
  const server = new Server();
  server.register(EventsDefinition, {
    forward(request: ForwardRequest) {
      topics.push(request.envelope!.topic);
      if (topics.length === wanted) all.resolve();
      return Promise.resolve({});
    },
  });
  const accepting = (async () => {
    for await (const connection of listener) served.push(server.serve(connection));
  })();
  return {
    all: all.promise,
    async stop() {
      listener.close();
      await accepting;
      await Promise.all(served);
    },
  };
}

Deno.test("Publisher sends events in order, also those published while it sends", async () => {
  const dir = await Deno.makeTempDir();
  const topics: string[] = [];
  const peer = containerd(`${dir}/s`, topics, 50);
  const publisher = new Publisher(`unix://${dir}/s`, "ns", log);
  const wanted = Array.from({ length: 50 }, (_, index) => `/tasks/${index}`);
  for (const topic of wanted) publisher.publish(event(topic));
  await peer.all;
  assertEquals(topics, wanted);
  await publisher.close(1000);
  await peer.stop();
  await Deno.remove(dir, { recursive: true });
});

Deno.test("Publisher keeps events while containerd is away, and sends them when it is back", async () => {
  const dir = await Deno.makeTempDir();
  const topics: string[] = [];
  const publisher = new Publisher(`${dir}/s`, "ns", log);
  publisher.publish(event("/tasks/exit"));
  publisher.publish(event("/tasks/delete"));
  const peer = containerd(`${dir}/s`, topics, 2);
  publisher.retryNow();
  await peer.all;
  assertEquals(topics, ["/tasks/exit", "/tasks/delete"]);
  await publisher.close(1000);
  await peer.stop();
  await Deno.remove(dir, { recursive: true });
});

Deno.test("Publisher without an address drops events, and close() without containerd ends on time", async () => {
  const none = new Publisher("", "ns", log);
  none.publish(event("/tasks/start"));
  await none.close(10);
  const away = new Publisher("/nonexistent/socket", "ns", log);
  away.publish(event("/tasks/start"));
  await away.close(10);
});
