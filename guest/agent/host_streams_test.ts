import { assertEquals, assertThrows } from "@std/assert";
import { StatusError } from "../../src/util/errors.ts";
import { HostStreams } from "./host_streams.ts";
import type { Native } from "./native.ts";

const NONE = { stdinPort: 0, stdoutPort: 0, stderrPort: 0 };

/** A listener to which a test connects; descriptors are numbers from 100 on, with the port of their other end (-1: not the host's). */
function setup() {
  const ports = new Map<number, number>();
  const waiting: number[] = [];
  const closed: number[] = [];
  let arrived = () => {};
  const native: Partial<Native> = {
    listenVsock: () => 9,
    watch: (_fd, _events, callback) => arrived = () => callback(1),
    accept: () => waiting.shift() ?? -1,
    hostPort: (fd) => ports.get(fd)!,
    close: (fd) => void closed.push(fd),
  };
  const streams = new HostStreams(native as Native);
  streams.listen(1027);
  const connect = (port: number) => {
    const fd = 100 + ports.size;
    ports.set(fd, port);
    waiting.push(fd);
    return fd;
  };
  return { streams, connect, closed, arrived: () => arrived() };
}

Deno.test("HostStreams.take() finds streams by the host's ports, also those that nobody has accepted yet", () => {
  const { streams, connect, arrived, closed } = setup();
  const [stdout, stdin] = [connect(5001), connect(5002)];
  arrived();
  const stderr = connect(0xfffffff0);
  assertEquals(streams.take(NONE), undefined);
  assertEquals(streams.take({ stdinPort: 5002, stdoutPort: 5001, stderrPort: 0xfffffff0 }), { stdin, stdout, stderr });
  assertThrows(() => streams.take({ ...NONE, stdoutPort: 5001 }), StatusError, "no stream from port 5001");
  assertEquals(closed, []);
});

Deno.test("HostStreams.take() closes what it has found where one is missing", () => {
  const { streams, connect, closed } = setup();
  const stdin = connect(7);
  assertThrows(
    () => streams.take({ stdinPort: 7, stdoutPort: 8, stderrPort: 0 }),
    StatusError,
    "Cannot connect stdout",
  );
  assertEquals(closed, [stdin]);
});

Deno.test("HostStreams keeps no stream that is not the host's, none twice, and not any number", () => {
  const { streams, connect, arrived, closed } = setup();
  const strange = connect(-1);
  const first = connect(1), second = connect(1);
  arrived();
  assertEquals(closed, [strange, first]);
  for (let port = 2; port <= 97; port++) connect(port);
  arrived();
  assertEquals(closed, [strange, first, second]);
  for (let port = 2; port <= 97; port++) streams.take({ ...NONE, stdoutPort: port });
});
