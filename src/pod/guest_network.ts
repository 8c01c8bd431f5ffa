import type { GuestAddress, GuestNetwork } from "../agent_client/agent.ts";
import { AF_INET, NUD_PERMANENT } from "../netlink/abi.ts";
import { formatIp, formatMac } from "../netlink/ip.ts";
import type { Netlink } from "../netlink/netlink.ts";
import { addresses, type Family, type Link, neighbours, type Route, tables } from "../netlink/rtnetlink.ts";

/**
 * What the guest has to know of `taken`, the interfaces that it gets: everything that the namespace says of them. `otherRoutes`: how
 * many routes there are that the agent's API cannot express.
 */
export function guestNetworkOf(
  netlink: Netlink,
  taken: readonly Link[],
): { network: GuestNetwork; otherRoutes: number } {
  const names = new Map(taken.map(({ index, name }) => [index, name]));
  const of = <T extends { link: number }>(all: readonly T[]) => all.filter(({ link }) => names.has(link));
  const known = of(addresses(netlink));
  const found = tables(netlink);
  const network: GuestNetwork = {
    interfaces: taken.map(({ index, name, mac, mtu, flags }) => ({
      name,
      mac,
      mtu,
      flags,
      addresses: known.filter(({ link }) => link === index).map(({ family, address, prefix }): GuestAddress => ({
        family: versionOf(family),
        address: formatIp(address),
        prefix,
      })),
    })),
    routes: of(found.routes).sort(byReach).map((route) => ({
      device: names.get(route.link)!,
      family: versionOf(route.family),
      destination: route.destination === undefined ? "" : `${formatIp(route.destination)}/${route.prefix}`,
      gateway: textOrNone(route.gateway),
      source: textOrNone(route.source),
      scope: route.scope,
      metric: route.metric,
      onlink: route.onlink,
    })),
    neighbours: of(neighbours(netlink)).filter(({ state }) => state & NUD_PERMANENT).map((one) => ({
      device: names.get(one.link)!,
      family: versionOf(one.family),
      address: formatIp(one.address),
      mac: formatMac(one.mac),
      state: one.state,
      flags: one.flags,
    })),
  };
  return { network, otherRoutes: found.others };
}

/** A gateway can be named only once there is a route to it: those without one come first, each kind from the narrow to the wide. */
function byReach(a: Route, b: Route): number {
  return Number(a.gateway !== undefined) - Number(b.gateway !== undefined) || b.prefix - a.prefix;
}

function versionOf(family: Family): 4 | 6 {
  return family === AF_INET ? 4 : 6;
}

function textOrNone(address: Uint8Array | undefined): string {
  return address === undefined ? "" : formatIp(address);
}
