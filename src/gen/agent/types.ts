// Generated from proto/agent/types.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";

export const IPFamily = { v4: 0, v6: 1 } as const;

export type IPFamily = typeof IPFamily[keyof typeof IPFamily];

export namespace IPFamily {
  export type v4 = typeof IPFamily.v4;
  export type v6 = typeof IPFamily.v6;
}

/** When a volume's files change owner: at every mount, or only where its root has another group. */
export const FSGroupChangePolicy = { Always: 0, OnRootMismatch: 1 } as const;

export type FSGroupChangePolicy = typeof FSGroupChangePolicy[keyof typeof FSGroupChangePolicy];

export namespace FSGroupChangePolicy {
  export type Always = typeof FSGroupChangePolicy.Always;
  export type OnRootMismatch = typeof FSGroupChangePolicy.OnRootMismatch;
}

/** `mask` is the prefix length as text. */
export interface IPAddress {
  family: IPFamily;
  address: string;
  mask: string;
}

export interface Interface {
  device: string;
  name: string;
  IPAddresses: IPAddress[];
  mtu: bigint;
  hwAddr: string;
  /** PCI path ("02/03") or CCW device; empty where the MAC address alone identifies the device. */
  devicePath: string;
  /** As netlink names it: "veth", "macvtap", "tap" ... */
  type: string;
  /** IFF_* flags to set, IFF_NOARP for one. */
  rawFlags: number;
}

export interface Route {
  dest: string;
  gateway: string;
  device: string;
  source: string;
  scope: number;
  family: IPFamily;
  /** RTNH_F_* flags. */
  flags: number;
}

export interface ARPNeighbor {
  toIPAddress: IPAddress | undefined;
  device: string;
  lladdr: string;
  /** NUD_* and NTF_*. */
  state: number;
  flags: number;
}

function createBaseIPAddress(): IPAddress {
  return { family: 0, address: "", mask: "" };
}

export const IPAddress: MessageFns<IPAddress> = {
  encode(message: IPAddress, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.family !== 0) {
      writer.uint32(8).int32(message.family);
    }
    if (message.address !== "") {
      writer.uint32(18).string(message.address);
    }
    if (message.mask !== "") {
      writer.uint32(26).string(message.mask);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): IPAddress {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseIPAddress();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 8) {
              break;
            }

            message.family = reader.int32() as any;
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.address = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.mask = reader.string();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseInterface(): Interface {
  return { device: "", name: "", IPAddresses: [], mtu: 0n, hwAddr: "", devicePath: "", type: "", rawFlags: 0 };
}

export const Interface: MessageFns<Interface> = {
  encode(message: Interface, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.device !== "") {
      writer.uint32(10).string(message.device);
    }
    if (message.name !== "") {
      writer.uint32(18).string(message.name);
    }
    for (const v of message.IPAddresses) {
      IPAddress.encode(v!, writer.uint32(26).fork()).join();
    }
    if (message.mtu !== 0n) {
      if (BigInt.asUintN(64, message.mtu) !== message.mtu) {
        throw new globalThis.Error("value provided for field message.mtu of type uint64 too large");
      }
      writer.uint32(32).uint64(message.mtu);
    }
    if (message.hwAddr !== "") {
      writer.uint32(42).string(message.hwAddr);
    }
    if (message.devicePath !== "") {
      writer.uint32(50).string(message.devicePath);
    }
    if (message.type !== "") {
      writer.uint32(58).string(message.type);
    }
    if (message.rawFlags !== 0) {
      writer.uint32(64).uint32(message.rawFlags);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Interface {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseInterface();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.device = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.name = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.IPAddresses.push(IPAddress.decode(reader, reader.uint32()));
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.mtu = reader.uint64() as bigint;
            continue;
          }
          case 5: {
            if (tag !== 42) {
              break;
            }

            message.hwAddr = reader.string();
            continue;
          }
          case 6: {
            if (tag !== 50) {
              break;
            }

            message.devicePath = reader.string();
            continue;
          }
          case 7: {
            if (tag !== 58) {
              break;
            }

            message.type = reader.string();
            continue;
          }
          case 8: {
            if (tag !== 64) {
              break;
            }

            message.rawFlags = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseRoute(): Route {
  return { dest: "", gateway: "", device: "", source: "", scope: 0, family: 0, flags: 0 };
}

export const Route: MessageFns<Route> = {
  encode(message: Route, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.dest !== "") {
      writer.uint32(10).string(message.dest);
    }
    if (message.gateway !== "") {
      writer.uint32(18).string(message.gateway);
    }
    if (message.device !== "") {
      writer.uint32(26).string(message.device);
    }
    if (message.source !== "") {
      writer.uint32(34).string(message.source);
    }
    if (message.scope !== 0) {
      writer.uint32(40).uint32(message.scope);
    }
    if (message.family !== 0) {
      writer.uint32(48).int32(message.family);
    }
    if (message.flags !== 0) {
      writer.uint32(56).uint32(message.flags);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): Route {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseRoute();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.dest = reader.string();
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.gateway = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.device = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 34) {
              break;
            }

            message.source = reader.string();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.scope = reader.uint32();
            continue;
          }
          case 6: {
            if (tag !== 48) {
              break;
            }

            message.family = reader.int32() as any;
            continue;
          }
          case 7: {
            if (tag !== 56) {
              break;
            }

            message.flags = reader.uint32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

function createBaseARPNeighbor(): ARPNeighbor {
  return { toIPAddress: undefined, device: "", lladdr: "", state: 0, flags: 0 };
}

export const ARPNeighbor: MessageFns<ARPNeighbor> = {
  encode(message: ARPNeighbor, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    if (message.toIPAddress !== undefined) {
      IPAddress.encode(message.toIPAddress, writer.uint32(10).fork()).join();
    }
    if (message.device !== "") {
      writer.uint32(18).string(message.device);
    }
    if (message.lladdr !== "") {
      writer.uint32(26).string(message.lladdr);
    }
    if (message.state !== 0) {
      writer.uint32(32).int32(message.state);
    }
    if (message.flags !== 0) {
      writer.uint32(40).int32(message.flags);
    }
    return writer;
  },

  decode(input: BinaryReader | Uint8Array, length?: number): ARPNeighbor {
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const previousRecursionDepth = (reader as any).__tsProtoDecodeDepth ?? 0;
    if (previousRecursionDepth >= 100) {
      throw new globalThis.Error("protobuf decode recursion limit exceeded");
    }
    (reader as any).__tsProtoDecodeDepth = previousRecursionDepth + 1;
    try {
      const end = length === undefined ? reader.len : reader.pos + length;
      const message = createBaseARPNeighbor();
      while (reader.pos < end) {
        const tag = reader.uint32();
        switch (tag >>> 3) {
          case 1: {
            if (tag !== 10) {
              break;
            }

            message.toIPAddress = IPAddress.decode(reader, reader.uint32());
            continue;
          }
          case 2: {
            if (tag !== 18) {
              break;
            }

            message.device = reader.string();
            continue;
          }
          case 3: {
            if (tag !== 26) {
              break;
            }

            message.lladdr = reader.string();
            continue;
          }
          case 4: {
            if (tag !== 32) {
              break;
            }

            message.state = reader.int32();
            continue;
          }
          case 5: {
            if (tag !== 40) {
              break;
            }

            message.flags = reader.int32();
            continue;
          }
        }
        if ((tag & 7) === 4 || tag === 0) {
          break;
        }
        reader.skip(tag & 7);
      }
      return message;
    } finally {
      (reader as any).__tsProtoDecodeDepth = previousRecursionDepth;
    }
  },
};

interface MessageFns<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}
