import { assertEquals } from "@std/assert";
import * as kvm from "../../linux/abi/kvm.ts";
import { EAGAIN, EINTR } from "../../linux/errno.ts";
import { type DeviceWrite, serveExit } from "./exits.ts";

const { set, fields } = kvm.kvmRun;
const DATA = 3000;

function run(reason: number): DataView<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4096));
  set.exit_reason(view, 0, reason);
  return view;
}

function serve(view: DataView, options: { result?: number; write?: DeviceWrite } = {}) {
  const kinds: string[] = [];
  const outcome = serveExit(view, options.result ?? 0, options.write ?? (() => {}), (kind) => kinds.push(kind));
  return { outcome, kinds };
}

Deno.test("serveExit() hands a device's write over, and waits for it where it takes time", async () => {
  const view = run(kvm.KVM_EXIT_MMIO);
  set["mmio.phys_addr"](view, 0, 0xd0001070n);
  set["mmio.len"](view, 0, 4);
  set["mmio.is_write"](view, 0, 1);
  view.setUint32(fields["mmio.data"][0], 0x0b, true);
  const seen: [number, number[]][] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const { outcome, kinds } = serve(view, {
    write: (address, data) => {
      seen.push([address, [...data]]);
      return promise;
    },
  });
  assertEquals(outcome, promise);
  resolve();
  assertEquals(await outcome, undefined);
  assertEquals(seen, [[0xd0001070, [0x0b, 0, 0, 0]]]);
  assertEquals(kinds, ["mmio write 0xd0001070"]);
});

Deno.test("serveExit() lets a device see 8 bytes at most, whatever the length says", () => {
  const view = run(kvm.KVM_EXIT_MMIO);
  set["mmio.len"](view, 0, 0xffffffff);
  set["mmio.is_write"](view, 0, 1);
  serve(view, {
    write: (_, data) => {
      assertEquals(data.length, 8);
    },
  });
});

Deno.test("serveExit() answers reads of what is not there with ones", () => {
  const port = run(kvm.KVM_EXIT_IO);
  set["io.direction"](port, 0, kvm.KVM_EXIT_IO_IN);
  set["io.size"](port, 0, 2);
  set["io.count"](port, 0, 2);
  set["io.port"](port, 0, 0x64);
  set["io.data_offset"](port, 0, BigInt(DATA));
  assertEquals(serve(port), { outcome: undefined, kinds: ["io read 0x64"] });
  assertEquals(port.getUint32(DATA), 0xffffffff);
  assertEquals(port.getUint8(DATA + 4), 0);

  const memory = run(kvm.KVM_EXIT_MMIO);
  set["mmio.phys_addr"](memory, 0, 0xfed40000n);
  set["mmio.len"](memory, 0, 4);
  assertEquals(serve(memory), { outcome: undefined, kinds: ["mmio read elsewhere"] });
  assertEquals(memory.getUint32(fields["mmio.data"][0]), 0xffffffff);
});

Deno.test("serveExit() tells how a guest has ended, and goes on after an interruption", () => {
  assertEquals(serve(run(kvm.KVM_EXIT_SHUTDOWN)).outcome, { kind: "guest", reason: "the guest ended itself (reset)" });
  assertEquals(serve(run(kvm.KVM_EXIT_INTERNAL_ERROR)).outcome, {
    kind: "crashed",
    reason: "KVM gave up (internal error 0)",
  });
  assertEquals(serve(run(0xff)).outcome, {
    kind: "crashed",
    reason: "KVM left the guest for a reason unknown here (255)",
  });
  assertEquals(serve(run(0), { result: -14 }).outcome, { kind: "crashed", reason: "KVM_RUN failed: EFAULT" });
  for (const result of [-EINTR, -EAGAIN]) {
    assertEquals(serve(run(0), { result }), { outcome: undefined, kinds: ["interrupted"] });
  }
});

Deno.test("serveExit() counts what a guest makes up under few names", () => {
  const kinds = new Set<string>();
  for (let address = 0xc0000000; address < 0x100000000; address += 40961) {
    const view = run(kvm.KVM_EXIT_MMIO);
    set["mmio.phys_addr"](view, 0, BigInt(address));
    set["mmio.len"](view, 0, 1);
    set["mmio.is_write"](view, 0, address & 1);
    serve(view).kinds.forEach((kind) => kinds.add(kind));
  }
  for (let port = 0; port < 0x10000; port += 7) {
    const view = run(kvm.KVM_EXIT_IO);
    set["io.port"](view, 0, port);
    set["io.data_offset"](view, 0, BigInt(DATA));
    serve(view).kinds.forEach((kind) => kinds.add(kind));
  }
  assertEquals(kinds.size < 400, true, `${kinds.size}`);
});
