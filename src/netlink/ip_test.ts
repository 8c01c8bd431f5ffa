import { assertEquals, assertThrows } from "@std/assert";
import { formatIp, formatMac, parseIp, parseMac } from "./ip.ts";

Deno.test("parseIp() and formatIp() agree on addresses in their shortest form", () => {
  const texts = ["0.0.0.0", "10.77.0.255", "::", "::1", "fd00::", "fe80::a:b", "2001:db8:0:1:1:1:1:1", "1:0:0:2::3"];
  for (const text of texts) assertEquals(formatIp(parseIp(text)!), text);
});

Deno.test("parseIp() takes long forms, capitals and an embedded IPv4 address", () => {
  assertEquals(formatIp(parseIp("FD00:0:0:0:0:0:0:0001")!), "fd00::1");
  assertEquals(formatIp(parseIp("::ffff:10.0.0.1")!), "::ffff:a00:1");
});

Deno.test("parseIp() refuses what is no address", () => {
  const texts = [
    "",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    "a.b.c.d",
    ":",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "12345::",
    "::g",
  ];
  for (const text of [...texts, "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8:9", "fe80::1%eth0", "10.0.0.0/8"]) {
    assertEquals(parseIp(text), undefined, text);
  }
});

Deno.test("formatIp() throws on another number of bytes", () => {
  assertThrows(() => formatIp(new Uint8Array(5)), Error, "not 5");
});

Deno.test("parseMac() takes six bytes in hexadecimal and nothing else", () => {
  assertEquals(formatMac(parseMac("0A:00:ff:01:02:03")!), "0a:00:ff:01:02:03");
  for (const text of ["", "0a:00:ff:01:02", "0a:00:ff:01:02:03:04", "0a-00-ff-01-02-03", "0a:00:ff:01:02:0g"]) {
    assertEquals(parseMac(text), undefined, text);
  }
});
