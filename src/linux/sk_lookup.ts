import * as abi from "./abi/bpf.ts";
import { O_RDONLY } from "./abi/fcntl.ts";
import { SYS_bpf } from "./abi/syscall.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

/** Bytes of `union bpf_attr` that we fill; the kernel takes the rest as zeros, and the union grows with it. */
const ATTRIBUTES = 72;
/** Fields of `struct bpf_sk_lookup`, the program's context (linux/bpf.h). */
const CONTEXT_PROTOCOL = 12;

/**
 * Hands every new TCP connection to an address of the network namespace at `netns`, whatever its port, to the listening socket
 * `listener`, until disposal. Needs Linux 5.9. Throws SystemError where the kernel or its lockdown does not allow it.
 */
export function catchConnections(netns: string, listener: number): Disposable {
  using stack = new DisposableStack();
  const map = stack.use(bpf(abi.BPF_MAP_CREATE, "make a socket map", (view) => {
    view.setUint32(0, abi.BPF_MAP_TYPE_SOCKMAP, true);
    view.setUint32(4, 4, true); // bytes of a key
    view.setUint32(8, 4, true); // of a value
    view.setUint32(12, 1, true); // entries
  }));
  const key = new Uint32Array([0]);
  const value = new Uint32Array([listener]);
  bpf(abi.BPF_MAP_UPDATE_ELEM, "put a socket into its map", (view) => {
    view.setUint32(0, map.number, true);
    view.setBigUint64(8, addressOf(key), true);
    view.setBigUint64(16, addressOf(value), true);
  });
  const code = program(map.number);
  const license = new TextEncoder().encode("Apache-2.0\0");
  const loaded = stack.use(bpf(abi.BPF_PROG_LOAD, "load a socket lookup program", (view) => {
    view.setUint32(0, abi.BPF_PROG_TYPE_SK_LOOKUP, true);
    view.setUint32(4, code.length / 8, true);
    view.setBigUint64(8, addressOf(code), true);
    view.setBigUint64(16, addressOf(license), true);
    view.setUint32(68, abi.BPF_SK_LOOKUP, true); // expected_attach_type
  }));
  using namespace = Fd.open(netns, O_RDONLY);
  const link = bpf(abi.BPF_LINK_CREATE, `catch the connections in '${netns}'`, (view) => {
    view.setUint32(0, loaded.number, true);
    view.setUint32(4, namespace.number, true);
    view.setUint32(8, abi.BPF_SK_LOOKUP, true);
  });
  // The link holds the program, and the program the map.
  return link;
}

/** Calls bpf(2) with attributes that `fill` writes. All descriptors that it makes are close-on-exec. */
function bpf(command: number, what: string, fill: (view: DataView) => void): Fd {
  const attributes = new Uint8Array(ATTRIBUTES);
  fill(new DataView(attributes.buffer));
  const result = libc.bpf(BigInt(SYS_bpf), BigInt(command), attributes, BigInt(ATTRIBUTES));
  return new Fd(check(result, "bpf", () => `Cannot ${what}`), what);
}

function addressOf(memory: Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): bigint {
  return BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(memory)));
}

/**
 * The program (Documentation/bpf/standardization/instruction-set.rst): for TCP takes the map's one socket, and in any case lets
 * the lookup pass.
 */
function program(map: number): Uint8Array<ArrayBuffer> {
  const code: number[] = [];
  const add = (opcode: number, destination: number, source: number, offset: number, immediate: number) =>
    code.push(
      ...[opcode, destination | source << 4, offset & 0xff, offset >> 8 & 0xff],
      ...[0, 8, 16, 24].map((shift) => immediate >> shift & 0xff),
    );
  const move = (to: number, from: number) => add(0xbf, to, from, 0, 0);
  const call = (helper: number) => add(0x85, 0, 0, 0, helper);
  move(6, 1); // r6 = context
  add(0x61, 2, 6, CONTEXT_PROTOCOL, 0); // r2 = its protocol
  add(0x55, 2, 0, 14, abi.IPPROTO_TCP); // another one: to the end
  add(0x62, 10, 0, -4, 0); // key 0 on the stack
  move(2, 10);
  add(0x07, 2, 0, 0, -4); // r2 = &key
  add(0x18, 1, abi.BPF_PSEUDO_MAP_FD, 0, map); // r1 = map, in two instructions
  add(0, 0, 0, 0, 0);
  call(abi.BPF_FUNC_map_lookup_elem);
  add(0x15, 0, 0, 7, 0); // none: to the end
  move(7, 0); // r7 = socket
  move(1, 6);
  move(2, 7);
  add(0xb7, 3, 0, 0, 0); // no flags
  call(abi.BPF_FUNC_sk_assign);
  move(1, 7);
  call(abi.BPF_FUNC_sk_release);
  add(0xb7, 0, 0, 0, 1); // SK_PASS
  add(0x95, 0, 0, 0, 0);
  return Uint8Array.from(code);
}
