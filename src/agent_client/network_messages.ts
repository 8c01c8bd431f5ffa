import { RTNH_F_ONLINK } from "../netlink/abi.ts";
import { type ARPNeighbor, type Interface, IPFamily, type Route } from "../gen/agent/types.ts";
import type { GuestInterface, GuestNeighbour, GuestRoute } from "./agent.ts";

/** The pod's network in the messages of Kata's agent API. */

export function toInterface({ name, mac, mtu, flags, addresses }: GuestInterface): Interface {
  return {
    device: name,
    name,
    IPAddresses: addresses.map(({ family, address, prefix }) => ({
      family: familyOf(family),
      address,
      mask: String(prefix),
    })),
    mtu: BigInt(mtu),
    hwAddr: mac,
    devicePath: "",
    type: "",
    rawFlags: flags,
  };
}

export function toRoute({ device, family, destination, gateway, source, scope, metric, onlink }: GuestRoute): Route {
  const flags = onlink ? RTNH_F_ONLINK : 0;
  return { dest: destination, gateway, device, source, scope, family: familyOf(family), flags, metric };
}

export function toNeighbour({ device, family, address, mac, state, flags }: GuestNeighbour): ARPNeighbor {
  return { toIPAddress: { family: familyOf(family), address, mask: "" }, device, lladdr: mac, state, flags };
}

function familyOf(family: 4 | 6): IPFamily {
  return family === 4 ? IPFamily.v4 : IPFamily.v6;
}
