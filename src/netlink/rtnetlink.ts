import * as abi from "./abi.ts";
import { formatIp, formatMac } from "./ip.ts";
import { attributesOf, type Message, MessageBuilder, numberOf, structOf, textOf } from "./message.ts";
import type { Netlink } from "./netlink.ts";

/** A network interface. `mac` is "" and `kind` undefined where it has none. */
export interface Link {
  index: number;
  name: string;
  /** ARPHRD_*: what is on the wire. */
  type: number;
  /** "veth", "macvlan", "tun" ... */
  kind: string | undefined;
  /** IFF_*. */
  flags: number;
  mac: string;
  mtu: number;
  /** Index of the bridge, bond or the like that it belongs to; 0 for none. */
  master: number;
}

export type Family = typeof abi.AF_INET | typeof abi.AF_INET6;

export interface Address {
  link: number;
  family: Family;
  address: Uint8Array;
  prefix: number;
  scope: number;
}

/** A unicast route of the main table. Absent parts are undefined: no destination is the default route. */
export interface Route {
  family: Family;
  link: number;
  destination: Uint8Array | undefined;
  prefix: number;
  gateway: Uint8Array | undefined;
  source: Uint8Array | undefined;
  metric: number;
  scope: number;
  onlink: boolean;
  /** RTPROT_*: who made it. */
  protocol: number;
}

/** An entry of the neighbour table (ARP, NDP). */
export interface Neighbour {
  link: number;
  family: Family;
  address: Uint8Array;
  mac: Uint8Array;
  /** NUD_* and NTF_*. */
  state: number;
  flags: number;
}

export function links(netlink: Netlink): Link[] {
  const ask = () => new MessageBuilder().struct(abi.ifinfomsg, {});
  return netlink.dump(abi.RTM_GETLINK, ask, "Cannot list network interfaces").map(toLink);
}

export function addresses(netlink: Netlink): Address[] {
  const ask = () => new MessageBuilder().struct(abi.ifaddrmsg, {});
  return netlink.dump(abi.RTM_GETADDR, ask, "Cannot list addresses").flatMap((message) => {
    const view = structOf(message, abi.ifaddrmsg);
    const attributes = attributesOf(message.body, abi.ifaddrmsg.size);
    const family = familyOf(abi.ifaddrmsg.get.ifa_family(view, 0));
    // On a point-to-point link ADDRESS is the peer's.
    const address = attributes.get(abi.IFA_LOCAL) ?? attributes.get(abi.IFA_ADDRESS);
    if (family === undefined || address?.length !== lengthOf(family)) return [];
    const prefix = abi.ifaddrmsg.get.ifa_prefixlen(view, 0);
    const link = abi.ifaddrmsg.get.ifa_index(view, 0);
    return [{ link, family, address, prefix, scope: abi.ifaddrmsg.get.ifa_scope(view, 0) }];
  });
}

/** The main table's routes that lead to a neighbour or out of a link. */
export function routes(netlink: Netlink): Route[] {
  return tables(netlink).routes;
}

/**
 * As `routes`, and how many others there are that somebody has made: with several next hops, in further tables, or to say that there
 * is no way (blackhole, unreachable, prohibit).
 */
export function tables(netlink: Netlink): { routes: Route[]; others: number } {
  const ask = () => new MessageBuilder().struct(abi.rtmsg, {});
  const routes: Route[] = [];
  let others = 0;
  for (const message of netlink.dump(abi.RTM_GETROUTE, ask, "Cannot list routes")) {
    const view = structOf(message, abi.rtmsg);
    const attributes = attributesOf(message.body, abi.rtmsg.size);
    const { rtm_family, rtm_table, rtm_type, rtm_flags, rtm_dst_len, rtm_scope, rtm_protocol } = abi.rtmsg.get;
    const family = familyOf(rtm_family(view, 0));
    const table = numberOf(attributes.get(abi.RTA_TABLE), rtm_table(view, 0));
    const type = rtm_type(view, 0);
    if (family === undefined || table === abi.RT_TABLE_LOCAL || rtm_flags(view, 0) & abi.RTM_F_CLONED) continue;
    const link = numberOf(attributes.get(abi.RTA_OIF), 0);
    if (table !== abi.RT_TABLE_MAIN || type !== abi.RTN_UNICAST || link === 0) {
      const refuses = type >= abi.RTN_BLACKHOLE && type <= abi.RTN_PROHIBIT;
      if (type === abi.RTN_UNICAST || refuses) others++;
      continue;
    }
    const address = (type: number) => {
      const bytes = attributes.get(type);
      return bytes?.length === lengthOf(family) ? bytes : undefined;
    };
    routes.push({
      family,
      link,
      destination: address(abi.RTA_DST),
      prefix: rtm_dst_len(view, 0),
      gateway: address(abi.RTA_GATEWAY),
      source: address(abi.RTA_PREFSRC),
      metric: numberOf(attributes.get(abi.RTA_PRIORITY), 0),
      scope: rtm_scope(view, 0),
      onlink: (rtm_flags(view, 0) & abi.RTNH_F_ONLINK) !== 0,
      protocol: rtm_protocol(view, 0),
    });
  }
  return { routes, others };
}

export function neighbours(netlink: Netlink): Neighbour[] {
  const ask = () => new MessageBuilder().struct(abi.ndmsg, {});
  return netlink.dump(abi.RTM_GETNEIGH, ask, "Cannot list neighbours").flatMap((message) => {
    const view = structOf(message, abi.ndmsg);
    const attributes = attributesOf(message.body, abi.ndmsg.size);
    const { ndm_family, ndm_ifindex, ndm_state, ndm_flags } = abi.ndmsg.get;
    const family = familyOf(ndm_family(view, 0));
    const address = attributes.get(abi.NDA_DST);
    const mac = attributes.get(abi.NDA_LLADDR);
    if (family === undefined || mac?.length !== 6 || address?.length !== lengthOf(family)) return [];
    return [{ link: ndm_ifindex(view, 0), family, address, mac, state: ndm_state(view, 0), flags: ndm_flags(view, 0) }];
  });
}

/** Changes a link: what is left out stays as it is. `flags` are IFF_* to set; none is cleared. */
export function setLink(
  netlink: Netlink,
  link: { index: number; name: string },
  to: { name?: string; mtu?: number; flags?: number; noIpv6?: boolean },
): void {
  const flags = to.flags ?? 0;
  const message = new MessageBuilder()
    .struct(abi.ifinfomsg, { ifi_index: link.index, ifi_flags: flags, ifi_change: flags })
    .attribute(abi.IFLA_IFNAME, to.name)
    .attribute(abi.IFLA_MTU, to.mtu);
  if (to.noIpv6) {
    message.nested(
      abi.IFLA_AF_SPEC,
      (message) =>
        message.nested(
          abi.AF_INET6,
          (message) => message.attribute(abi.IFLA_INET6_ADDR_GEN_MODE, Uint8Array.of(abi.IN6_ADDR_GEN_MODE_NONE)),
        ),
    );
  }
  netlink.request(abi.RTM_NEWLINK, 0, message, `Cannot change interface '${link.name}'`);
}

/** Adds an address, without asking the network first whether somebody else has it: the pod's network has assigned it. */
export function addAddress(netlink: Netlink, { link, family, address, prefix, scope }: Address): void {
  const v4 = family === abi.AF_INET;
  const message = new MessageBuilder()
    .struct(abi.ifaddrmsg, { ifa_family: family, ifa_prefixlen: prefix, ifa_scope: scope, ifa_index: link })
    .attribute(abi.IFA_LOCAL, v4 ? address : undefined)
    .attribute(abi.IFA_ADDRESS, address)
    .attribute(abi.IFA_BROADCAST, v4 && prefix < 31 ? broadcastOf(address, prefix) : undefined)
    .attribute(abi.IFA_FLAGS, v4 ? undefined : abi.IFA_F_NODAD);
  const flags = abi.NLM_F_CREATE | abi.NLM_F_REPLACE;
  netlink.request(abi.RTM_NEWADDR, flags, message, `Cannot add address ${formatIp(address)}/${prefix}`);
}

/** Adds a route, in place of one to the same destination with the same metric. */
export function addRoute(netlink: Netlink, route: Route): void {
  const flags = abi.NLM_F_CREATE | abi.NLM_F_REPLACE;
  netlink.request(abi.RTM_NEWROUTE, flags, routeMessage(route), `Cannot add route ${nameOf(route)}`);
}

export function deleteRoute(netlink: Netlink, route: Route): void {
  netlink.request(abi.RTM_DELROUTE, 0, routeMessage(route), `Cannot delete route ${nameOf(route)}`);
}

/** Adds an entry to the neighbour table, in place of one for the same address. */
export function addNeighbour(netlink: Netlink, neighbour: Neighbour): void {
  const { family, link, state, flags, address, mac } = neighbour;
  const message = new MessageBuilder()
    .struct(abi.ndmsg, { ndm_family: family, ndm_ifindex: link, ndm_state: state, ndm_flags: flags })
    .attribute(abi.NDA_DST, address)
    .attribute(abi.NDA_LLADDR, mac);
  const how = abi.NLM_F_CREATE | abi.NLM_F_REPLACE;
  netlink.request(abi.RTM_NEWNEIGH, how, message, `Cannot add neighbour ${formatIp(address)}`);
}

/** The family of an address's bytes. */
export function familyOfBytes(address: Uint8Array): Family {
  return address.length === 4 ? abi.AF_INET : abi.AF_INET6;
}

function toLink(message: Message): Link {
  const view = structOf(message, abi.ifinfomsg);
  const attributes = attributesOf(message.body, abi.ifinfomsg.size);
  const mac = attributes.get(abi.IFLA_ADDRESS);
  const info = attributes.get(abi.IFLA_LINKINFO);
  const kind = info === undefined ? "" : textOf(attributesOf(info, 0).get(abi.IFLA_INFO_KIND));
  return {
    index: abi.ifinfomsg.get.ifi_index(view, 0),
    name: textOf(attributes.get(abi.IFLA_IFNAME)),
    type: abi.ifinfomsg.get.ifi_type(view, 0),
    kind: kind === "" ? undefined : kind,
    flags: abi.ifinfomsg.get.ifi_flags(view, 0),
    mac: mac?.length === 6 ? formatMac(mac) : "",
    mtu: numberOf(attributes.get(abi.IFLA_MTU), 0),
    master: numberOf(attributes.get(abi.IFLA_MASTER), 0),
  };
}

function routeMessage(route: Route): MessageBuilder {
  return new MessageBuilder()
    .struct(abi.rtmsg, {
      rtm_family: route.family,
      rtm_dst_len: route.prefix,
      rtm_table: abi.RT_TABLE_MAIN,
      rtm_protocol: route.protocol,
      rtm_scope: route.scope,
      rtm_type: abi.RTN_UNICAST,
      rtm_flags: route.onlink ? abi.RTNH_F_ONLINK : 0,
    })
    .attribute(abi.RTA_DST, route.destination)
    .attribute(abi.RTA_GATEWAY, route.gateway)
    .attribute(abi.RTA_PREFSRC, route.source)
    .attribute(abi.RTA_PRIORITY, route.metric === 0 ? undefined : route.metric)
    .attribute(abi.RTA_OIF, route.link);
}

function nameOf({ destination, prefix, gateway }: Route): string {
  const to = destination === undefined ? "default" : `${formatIp(destination)}/${prefix}`;
  return gateway === undefined ? to : `${to} via ${formatIp(gateway)}`;
}

function familyOf(number: number): Family | undefined {
  return number === abi.AF_INET || number === abi.AF_INET6 ? number : undefined;
}

function lengthOf(family: Family): number {
  return family === abi.AF_INET ? 4 : 16;
}

function broadcastOf(address: Uint8Array, prefix: number): Uint8Array {
  return address.map((byte, index) => byte | (0xff >> Math.min(8, Math.max(0, prefix - index * 8))));
}
