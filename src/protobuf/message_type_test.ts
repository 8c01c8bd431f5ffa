import { assertEquals, assertThrows } from "@std/assert";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { type MessageType, messageType } from "./message_type.ts";

interface Sample {
  id: string;
  data: Uint8Array;
  flag: boolean;
  count: number;
  big: bigint;
  ratio: number;
  maybe: number | undefined;
  numbers: number[];
  names: string[];
  inner: Sample | undefined;
  inners: Sample[];
  labels: Record<string, string>;
  sizes: Record<string, bigint>;
}
const Sample: MessageType<Sample> = messageType(
  "id=1:string data=2:bytes flag=3:bool count=4:int32 big=5:uint64 ratio=6:double maybe?=7:uint32 numbers=8:sint32[] " +
    "names=9:string[] inner=10:Sample inners=11:Sample[] labels=12:<string,string> sizes=300:<int32,uint64>",
  () => ({ Sample }),
);
const none = (): Sample => Sample.decode(new Uint8Array(0));
const full = (): Sample => ({
  id: "a",
  data: new Uint8Array([1, 2]),
  flag: true,
  count: -1,
  big: 2n ** 64n - 1n,
  ratio: 0.5,
  maybe: 0,
  numbers: [0, -1, 300],
  names: ["", "b"],
  inner: { ...none(), id: "inner" },
  inners: [none(), { ...none(), count: 7 }],
  labels: { key: "value", empty: "" },
  sizes: { "-1": 1n },
});
const bytesOf = (build: (writer: BinaryWriter) => unknown): Uint8Array => {
  const writer = new BinaryWriter();
  build(writer);
  return writer.finish();
};

Deno.test("messageType() gives back what it was given, each kind of field", () => {
  assertEquals(Sample.decode(Sample.encode(full()).finish()), full());
});

Deno.test("messageType() sends no defaults, but for optional fields that are set", () => {
  assertEquals(Sample.encode(none()).finish().length, 0);
  assertEquals([...Sample.encode({ ...none(), maybe: 0 }).finish()], [7 << 3, 0]);
});

Deno.test("messageType() reads numbers one by one and packed, and skips fields that it does not know or that have another wire type", () => {
  const bytes = bytesOf((writer) => {
    writer.uint32(8 << 3).sint32(5).uint32(8 << 3 | 2).fork().sint32(-6).sint32(7).join();
    writer.uint32(99 << 3 | 2).string("unknown").uint32(98 << 3 | 1).fixed64(1n).uint32(97 << 3 | 5).fixed32(1);
    writer.uint32(1 << 3).uint32(4).uint32(4 << 3).int32(9);
  });
  assertEquals(Sample.decode(bytes), { ...none(), numbers: [5, -6, 7], count: 9 });
});

Deno.test("messageType() takes any key of a map for a property of its own", () => {
  const bytes = bytesOf((writer) =>
    writer.uint32(12 << 3 | 2).fork().uint32(10).string("__proto__").uint32(18).string("x").join()
  );
  const { labels } = Sample.decode(bytes);
  assertEquals(Object.entries(labels), [["__proto__", "x"]]);
  assertEquals(Sample.encode({ ...none(), labels }).finish(), bytes);
});

Deno.test("messageType() reads a part of what a reader has, and refuses what does not end where it should", () => {
  const inner = Sample.encode({ ...none(), id: "abc" }).finish();
  const within = (length: number) => bytesOf((writer) => writer.uint32(10 << 3 | 2).uint32(length).raw(inner));
  assertEquals(Sample.decode(within(inner.length)).inner?.id, "abc");
  for (const length of [inner.length - 1, inner.length + 1]) {
    assertThrows(() => Sample.decode(within(length)), RangeError);
  }
  assertThrows(() => Sample.decode(inner.subarray(0, 3)));
});

Deno.test("messageType() refuses messages that lie in each other without end, and reads on afterwards", () => {
  let bytes: Uint8Array = new Uint8Array(0);
  const nest = () => bytesOf((writer) => writer.uint32(10 << 3 | 2).bytes(bytes));
  for (let count = 0; count < 99; count++) bytes = nest();
  Sample.decode(bytes);
  bytes = nest();
  for (let count = 0; count < 200; count++) assertThrows(() => Sample.decode(bytes), RangeError, "100 deep");
  assertEquals(Sample.decode(new Uint8Array(0)), none());
});

Deno.test("messageType() names a description that it cannot read", () => {
  assertThrows(() => messageType("a=1").decode(new Uint8Array(0)), Error, "'a=1'");
});
