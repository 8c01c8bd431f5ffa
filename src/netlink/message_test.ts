import { assertEquals, assertThrows } from "@std/assert";
import { ifinfomsg, RTM_GETLINK } from "./abi.ts";
import { attributesOf, MessageBuilder, messagesOf, numberOf, structOf, textOf } from "./message.ts";

const built = () =>
  new MessageBuilder()
    .struct(ifinfomsg, { ifi_index: 7 })
    .attribute(3, "eth0")
    .attribute(4, 9000)
    .attribute(5, undefined)
    .nested(18, (info) => info.attribute(1, "veth").attribute(2, Uint8Array.of(1, 2, 3)))
    .finish(RTM_GETLINK, 1, 42);

Deno.test("MessageBuilder writes what messagesOf() and attributesOf() read", () => {
  const [message, ...more] = messagesOf(built());
  assertEquals(more, []);
  assertEquals([message!.type, message!.flags, message!.sequence], [RTM_GETLINK, 1, 42]);
  assertEquals(ifinfomsg.get.ifi_index(structOf(message!, ifinfomsg), 0), 7);
  const attributes = attributesOf(message!.body, ifinfomsg.size);
  assertEquals([textOf(attributes.get(3)), numberOf(attributes.get(4), 0), attributes.has(5)], ["eth0", 9000, false]);
  const nested = attributesOf(attributes.get(18)!, 0);
  assertEquals([textOf(nested.get(1)), nested.get(2)], ["veth", Uint8Array.of(1, 2, 3)]);
});

Deno.test("MessageBuilder writes the bytes that netlink(7) and rtnetlink(7) describe", () => {
  // Laid out by hand: RTM_NEWLINK for interface 2 with IFLA_IFNAME "abc" and IFLA_MTU 1400.
  const bytes = new MessageBuilder().struct(ifinfomsg, { ifi_index: 2 }).attribute(3, "abc").attribute(4, 1400)
    .finish(16, 5, 1);
  const expected = "3000000010000500010000000000000000000000020000000000000000000000" + "0800030061626300" +
    "0800040078050000";
  assertEquals(bytes.toHex(), expected);
});

Deno.test("a builder grows with its message", () => {
  const bytes = new MessageBuilder().attribute(1, new Uint8Array(5000).fill(7)).finish(1, 0, 1);
  assertEquals(attributesOf(messagesOf(bytes)[0]!.body, 0).get(1), new Uint8Array(5000).fill(7));
});

Deno.test("messagesOf() reads several, and refuses every truncation", () => {
  const one = built();
  const two = new Uint8Array([...one, ...one]);
  assertEquals(messagesOf(two).map(({ sequence }) => sequence), [42, 42]);
  for (let length = 1; length < one.length; length++) assertThrows(() => messagesOf(one.subarray(0, length)));
});

Deno.test("attributesOf() refuses a length that is too small or points outside", () => {
  for (const length of [0, 3, 9, 65535]) {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setUint16(0, length, true);
    assertThrows(() => attributesOf(bytes, 0), Error, "Malformed netlink attribute at byte 0 of 8");
  }
});

Deno.test("structOf() refuses a body that is too short for its structure", () => {
  const message = { type: 16, flags: 0, sequence: 1, body: new Uint8Array(ifinfomsg.size - 1) };
  assertThrows(() => structOf(message, ifinfomsg), Error, "too short for struct ifinfomsg");
});
