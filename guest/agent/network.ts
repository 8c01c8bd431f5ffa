import type { ARPNeighbor, Interface, IPAddress, Route as WireRoute } from "../../src/gen/agent/types.ts";
import * as abi from "../../src/netlink/abi.ts";
import { formatIp, parseIp, parseMac } from "../../src/netlink/ip.ts";
import { Netlink } from "../../src/netlink/netlink.ts";
import {
  addAddress,
  addNeighbour,
  addresses,
  addRoute,
  deleteRoute,
  familyOfBytes,
  type Link,
  links,
  type Route,
  routes,
  setLink,
} from "../../src/netlink/rtnetlink.ts";
import { Code, StatusError } from "../../src/util/errors.ts";
import type { Native } from "./native.ts";

const MOST_BYTES = 65_536;

/** The guest's network: what the host says of it, done over rtnetlink, each call complete when it returns. */
export class Network {
  #native: Native;

  constructor(native: Native) {
    this.#native = native;
  }

  /** Gives the interface with the MAC address of `wanted` its name, MTU and addresses, and brings it up. */
  updateInterface(wanted: Interface): Interface {
    return this.#with((netlink) => {
      const all = links(netlink);
      const link = all.find(({ mac }) => mac === wanted.hwAddr.toLowerCase());
      if (link === undefined) throw new StatusError(Code.NOT_FOUND, `No interface has MAC address '${wanted.hwAddr}'`);
      const parsed = wanted.IPAddresses.map(toAddress);
      this.#rename(netlink, all, link, wanted.name);
      const renamed = { ...link, name: wanted.name };
      // The host's side has taken care that the addresses are nobody else's: no second is spent on asking.
      this.#native.writeFile(`/proc/sys/net/ipv6/conf/${wanted.name}/accept_dad`, "0", 0);
      const v6 = parsed.filter(({ address }) => address.length === 16);
      setLink(netlink, renamed, {
        ...(wanted.mtu > 0n && { mtu: Number(wanted.mtu) }),
        // A link-local address is made by the kernel only where the host has left it to it.
        noIpv6: v6.length === 0 || v6.some(({ address }) => isLinkLocal(address)),
      });
      setLink(netlink, renamed, { flags: abi.IFF_UP | (wanted.rawFlags & abi.IFF_NOARP) });
      for (const { address, prefix } of parsed) {
        const scope = isLinkLocal(address) ? abi.RT_SCOPE_LINK : abi.RT_SCOPE_UNIVERSE;
        addAddress(netlink, { link: link.index, family: familyOfBytes(address), address, prefix, scope });
      }
      return wanted;
    });
  }

  /**
   * Makes `wanted` the main table's routes. Those that the kernel made for the interfaces' addresses stay unless `exact` is set;
   * what is not among them otherwise goes.
   */
  updateRoutes(wanted: readonly WireRoute[], exact: boolean): WireRoute[] {
    return this.#with((netlink) => {
      const index = new Map(links(netlink).map(({ index, name }) => [name, index]));
      const parsed = wanted.map((route) => toRoute(route, index));
      for (const route of routes(netlink)) {
        const stays = parsed.some((one) => sameRoute(one, route)) || (route.protocol === abi.RTPROT_KERNEL && !exact);
        if (!stays) deleteRoute(netlink, route);
      }
      for (const route of parsed) addRoute(netlink, route);
      return this.#routes(netlink);
    });
  }

  addNeighbours(wanted: readonly ARPNeighbor[]): void {
    this.#with((netlink) => {
      const all = links(netlink);
      for (const { toIPAddress, device, lladdr, state, flags } of wanted) {
        const address = parseIp(toIPAddress?.address ?? "");
        const mac = parseMac(lladdr);
        const link = all.find(({ name }) => name === device)?.index;
        if (address === undefined || mac === undefined || link === undefined) {
          const text = `'${toIPAddress?.address}' at '${lladdr}' on '${device}'`;
          throw new StatusError(Code.INVALID_ARGUMENT, `Cannot add neighbour ${text}`);
        }
        const family = familyOfBytes(address);
        addNeighbour(netlink, { link, family, address, mac, state: state || abi.NUD_PERMANENT, flags });
      }
    });
  }

  listInterfaces(): Interface[] {
    return this.#with((netlink) => {
      const all = addresses(netlink);
      return links(netlink).map(({ index, name, mac, mtu, kind, flags }) => ({
        device: name,
        name,
        IPAddresses: all.filter(({ link }) => link === index).map(({ address, prefix }): IPAddress => ({
          family: wireFamily(address),
          address: formatIp(address),
          mask: String(prefix),
        })),
        mtu: BigInt(mtu),
        hwAddr: mac,
        devicePath: "",
        type: kind ?? "",
        rawFlags: flags,
      }));
    });
  }

  listRoutes(): WireRoute[] {
    return this.#with((netlink) => this.#routes(netlink));
  }

  #routes(netlink: Netlink): WireRoute[] {
    const names = new Map(links(netlink).map(({ index, name }) => [index, name]));
    return routes(netlink).map(({ family, link, destination, prefix, gateway, source, metric, scope, onlink }) => ({
      dest: destination === undefined ? "" : `${formatIp(destination)}/${prefix}`,
      gateway: gateway === undefined ? "" : formatIp(gateway),
      device: names.get(link) ?? "",
      source: source === undefined ? "" : formatIp(source),
      scope,
      family: family === abi.AF_INET ? 0 : 1,
      flags: onlink ? abi.RTNH_F_ONLINK : 0,
      metric,
    }));
  }

  /** An interface is down while it is renamed; one that has the name already makes room for it. */
  #rename(netlink: Netlink, all: readonly Link[], link: Link, name: string): void {
    if (link.name === name) return;
    if (!/^[^\s/:]{1,15}$/.test(name)) {
      throw new StatusError(Code.INVALID_ARGUMENT, `'${name}' cannot be an interface's name`);
    }
    const other = all.find((one) => one.name === name);
    if (other !== undefined) setLink(netlink, other, { name: `husk${other.index}` });
    setLink(netlink, link, { name });
  }

  #with<T>(action: (netlink: Netlink) => T): T {
    const native = this.#native;
    const fd = native.openRtnetlink();
    try {
      return action(
        new Netlink({
          send: (message) => void native.write(fd, message),
          receive: () => native.read(fd, MOST_BYTES) ?? new Uint8Array(0),
          errnoName: (code) => native.errnoName(code),
        }),
      );
    } finally {
      native.close(fd);
    }
  }
}

function toAddress({ address, mask }: IPAddress): { address: Uint8Array; prefix: number } {
  const bytes = parseIp(address);
  const prefix = /^\d{1,3}$/.test(mask) ? Number(mask) : NaN;
  if (bytes === undefined || !(prefix <= bytes.length * 8)) {
    throw new StatusError(Code.INVALID_ARGUMENT, `'${address}/${mask}' is no IP address with its prefix length`);
  }
  return { address: bytes, prefix };
}

function toRoute(route: WireRoute, index: ReadonlyMap<string, number>): Route {
  const { dest, gateway, source, device, scope, metric, flags } = route;
  const refuse = (why: string) =>
    new StatusError(Code.INVALID_ARGUMENT, `Cannot add route '${dest}' on '${device}': ${why}`);
  const link = index.get(device);
  if (link === undefined) throw refuse("no such interface");
  const optional = (text: string) => {
    const bytes = text === "" ? undefined : parseIp(text);
    if (bytes === undefined && text !== "") throw refuse(`'${text}' is no IP address`);
    return bytes;
  };
  const family = route.family === 0 ? abi.AF_INET : abi.AF_INET6;
  const [base, length] = dest.split("/");
  const destination = optional(base === "default" ? "" : base ?? "");
  const prefix = destination === undefined ? 0 : Number(length ?? destination.length * 8);
  if (destination !== undefined && !(prefix >= 0 && prefix <= destination.length * 8)) {
    throw refuse("its prefix length");
  }
  return {
    family,
    link,
    destination: prefix === 0 ? undefined : destination,
    prefix,
    gateway: optional(gateway),
    source: optional(source),
    metric,
    scope,
    onlink: (flags & abi.RTNH_F_ONLINK) !== 0,
    protocol: abi.RTPROT_STATIC,
  };
}

/** Whether adding `wanted` replaces `there`: the kernel tells routes apart by these. */
function sameRoute(wanted: Route, there: Route): boolean {
  const key = ({ family, destination, prefix, metric, link }: Route) =>
    [family, destination && formatIp(destination), prefix, metric, link].join();
  return key(wanted) === key(there);
}

function isLinkLocal(address: Uint8Array): boolean {
  return address.length === 16 && address[0] === 0xfe && (address[1]! & 0xc0) === 0x80;
}

function wireFamily(address: Uint8Array): 0 | 1 {
  return address.length === 4 ? 0 : 1;
}
