import { assertEquals, assertThrows } from "@std/assert";
import { SystemError } from "../util/errors.ts";
import { O_NONBLOCK, O_RDONLY, O_RDWR } from "./abi/fcntl.ts";
import { ENOENT } from "./errno.ts";
import { Fd } from "./fd.ts";
import { makeFifo } from "./testing.ts";

Deno.test("Fd.open() names path and errno", () => {
  const error = assertThrows(() => Fd.open("/nonexistent/x", O_RDONLY), SystemError);
  assertEquals(error.message, "Cannot open '/nonexistent/x': open: ENOENT");
  assertEquals(error.errno, ENOENT);
});

Deno.test("Fd.open() refuses a path with a zero byte", () => {
  assertThrows(() => Fd.open("/etc/passwd\0.txt", O_RDONLY), Error, "zero byte");
});

Deno.test("Fd is not inherited by children", () => {
  using fd = Fd.open("/etc/passwd", O_RDONLY);
  const { stdout } = new Deno.Command("readlink", { args: [`/proc/self/fd/${fd.number}`] }).outputSync();
  assertEquals(new TextDecoder().decode(stdout), "");
});

Deno.test("Fd.read() tells nothing yet, bytes and end of file apart", () => {
  using fifo = makeFifo();
  using reader = Fd.open(fifo.path, O_RDONLY | O_NONBLOCK);
  const buffer = new Uint8Array(8);
  const writer = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  assertEquals(reader.read(buffer), null);
  assertEquals(writer.write(new Uint8Array([1, 2, 3])), 3);
  assertEquals(reader.read(buffer), 3);
  assertEquals([...buffer.subarray(0, 3)], [1, 2, 3]);
  writer.close();
  assertEquals(reader.read(buffer), 0);
});

Deno.test("Fd.write() takes what fits and then nothing", () => {
  using fifo = makeFifo();
  using fd = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const data = new Uint8Array(100_000);
  assertEquals(fd.write(data), 65536);
  assertEquals(fd.write(data), null);
});

Deno.test("Fd.close() closes once", () => {
  using fifo = makeFifo();
  const first = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  const number = first.number;
  first.close();
  using second = Fd.open(fifo.path, O_RDWR | O_NONBLOCK);
  assertEquals(second.number, number);
  first.close();
  assertEquals(second.write(new Uint8Array(1)), 1);
  assertThrows(() => first.write(new Uint8Array(1)), SystemError, "EBADF");
});
