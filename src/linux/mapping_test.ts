import { assertEquals, assertThrows } from "@std/assert";
import { SystemError } from "../util/errors.ts";
import { O_RDWR } from "./abi/fcntl.ts";
import { Fd } from "./fd.ts";
import { Mapping } from "./mapping.ts";
import { tempDir } from "./testing.ts";

Deno.test("Mapping is memory of zeroes that the kernel finds at its address", () => {
  using mapping = new Mapping(8192);
  assertEquals(mapping.bytes.every((byte) => byte === 0), true);
  mapping.view.setUint32(4096, 0x01020304, true);
  assertEquals([...mapping.bytes.subarray(4096, 4100)], [4, 3, 2, 1]);
  using memory = Deno.openSync("/proc/self/mem");
  memory.seekSync(Number(mapping.address) + 4096, Deno.SeekMode.Start);
  const seen = new Uint8Array(4);
  memory.readSync(seen);
  assertEquals([...seen], [4, 3, 2, 1]);
});

Deno.test("Mapping of a descriptor shares its file until it is disposed of", () => {
  using dir = tempDir();
  const path = `${dir.path}/file`;
  const isMapped = () => Deno.readTextFileSync("/proc/self/maps").includes(path);
  Deno.writeFileSync(path, new Uint8Array(4096));
  using fd = Fd.open(path, O_RDWR);
  const mapping = new Mapping(4096, fd);
  mapping.bytes[7] = 42;
  assertEquals(Deno.readFileSync(path)[7], 42);
  assertEquals(isMapped(), true);
  mapping[Symbol.dispose]();
  mapping[Symbol.dispose]();
  assertEquals(isMapped(), false);
});

Deno.test("Mapping names what cannot be mapped", () => {
  using dir = Fd.open("/", 0);
  const error = assertThrows(() => new Mapping(4096, dir), SystemError);
  assertEquals(error.message, "Cannot map 4096 bytes of /: mmap: EACCES");
});
