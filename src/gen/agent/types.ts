// Generated from proto/agent/types.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const IPAddress: MessageType<IPAddress> = /* @__PURE__ */ messageType("family=1:int32 address=2:string mask=3:string");
export const Interface: MessageType<Interface> = /* @__PURE__ */ messageType("device=1:string name=2:string IPAddresses=3:IPAddress[] mtu=4:uint64 hwAddr=5:string devicePath=6:string type=7:string rawFlags=8:uint32", () => ({ IPAddress }));
export const Route: MessageType<Route> = /* @__PURE__ */ messageType("dest=1:string gateway=2:string device=3:string source=4:string scope=5:uint32 family=6:int32 flags=7:uint32 metric=100:uint32");
export const ARPNeighbor: MessageType<ARPNeighbor> = /* @__PURE__ */ messageType("toIPAddress=1:IPAddress device=2:string lladdr=3:string state=4:int32 flags=5:int32", () => ({ IPAddress }));

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
  /** husk: the route's priority; 0 is the kernel's default. */
  metric: number;
}

export interface ARPNeighbor {
  toIPAddress: IPAddress | undefined;
  device: string;
  lladdr: string;
  /** NUD_* and NTF_*. */
  state: number;
  flags: number;
}
