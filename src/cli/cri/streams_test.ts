import { assertEquals, assertThrows } from "@std/assert";
import { exitCodeOf, ProcessStream, withoutPort } from "./streams.ts";

Deno.test("exitCodeOf() reads what Kubernetes' streaming servers say of an exec's end", () => {
  assertEquals(exitCodeOf(""), 0);
  assertEquals(exitCodeOf('{"metadata":{},"status":"Success"}'), 0);
  const causes = [{ reason: "ExitCode", message: "42" }];
  assertEquals(exitCodeOf(JSON.stringify({ status: "Failure", reason: "NonZeroExitCode", details: { causes } })), 42);
  assertThrows(() => exitCodeOf('{"status":"Failure","message":"no such container"}'), Error, "no such container");
});

Deno.test("withoutPort() leaves out two bytes, in whatever pieces they come", async () => {
  const pieces = [[1], [2, 3], [4]].map((bytes) => new Uint8Array(bytes));
  const bytes = await new Response(ReadableStream.from(pieces).pipeThrough(withoutPort())).bytes();
  assertEquals([...bytes], [3, 4]);
});

/** A server that speaks v4.channel.k8s.io: echoes stdin on stdout, tells the size on stderr, and ends with exit code 7. */
function server(): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "v4.channel.k8s.io" });
    socket.binaryType = "arraybuffer";
    const send = (channel: number, text: string) =>
      socket.send(new Uint8Array([channel, ...new TextEncoder().encode(text)]));
    socket.onmessage = ({ data }) => {
      const [channel, ...bytes] = new Uint8Array(data as ArrayBuffer);
      const text = new TextDecoder().decode(new Uint8Array(bytes));
      if (channel === 4) return send(2, text);
      send(1, `got ${text}`);
      const details = { causes: [{ reason: "ExitCode", message: "7" }] };
      send(3, JSON.stringify({ status: "Failure", reason: "NonZeroExitCode", details }));
      socket.close();
    };
    return response;
  });
}

Deno.test("ProcessStream keeps a process's streams apart and tells how it ended", async () => {
  const serving = server();
  const stream = await ProcessStream.open(`http://127.0.0.1:${serving.addr.port}/exec/token`);
  stream.resize(80, 24);
  stream.write("hello");
  const [stdout, stderr] = await Promise.all([new Response(stream.stdout).text(), new Response(stream.stderr).text()]);
  assertEquals([stdout, stderr, await stream.exited], ["got hello", '{"Width":80,"Height":24}', 7]);
  stream[Symbol.dispose]();
  await serving.shutdown();
});
