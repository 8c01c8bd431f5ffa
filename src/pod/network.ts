import type { Agent, GuestNetwork } from "../agent_client/agent.ts";
import type { VmNet } from "../hypervisor/vm_config.ts";
import type { Fd } from "../linux/fd.ts";
import { inNetns, netnsInode } from "../linux/netns.ts";
import { RtnetlinkSocket } from "../linux/rtnetlink_socket.ts";
import { openTap } from "../linux/tap.ts";
import { ARPHRD_ETHER, IFF_UP } from "../netlink/abi.ts";
import type { Netlink } from "../netlink/netlink.ts";
import { type Link, links, setLink } from "../netlink/rtnetlink.ts";
import {
  addIngressQdisc,
  deleteIngressQdisc,
  ingressIsOurs,
  ingressQdiscs,
  redirect,
} from "../netlink/traffic_control.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";
import { guestNetworkOf } from "./guest_network.ts";
import { LocalForward } from "./local_forward.ts";
import { hostNetwork } from "./pod_netns.ts";
import type { LocalForwarding } from "./start_pod.ts";
import type { LinkRecord } from "./state_file.ts";

/** Entries of a network card's queues: QEMU's least for receiving; our guest's kernel uses 128 of them. */
const QUEUE_SIZE = 256;
/** The shim is started by containerd, in the network namespace that containerd and every pod with hostNetwork is in. */
const HOST_NETNS = "/proc/self/ns/net";

/**
 * The pod's network on the host: for each interface that CNI put into the pod's network namespace a tap beside it, and all
 * traffic sent from the one to the other by the kernel. The interfaces themselves stay as they were found; disposal takes
 * away what was added to them. While it stands, the namespace's own stack receives nothing from outside.
 */
export class PodNetwork implements Disposable {
  /** The VM's network cards, in the order of the interfaces. */
  readonly nets: readonly VmNet[];
  /** How many routes the guest does not get: with several next hops, of tables beside the main one, or that lead nowhere. */
  readonly otherRoutes: number;
  readonly #path: string;
  readonly #guest: GuestNetwork;
  readonly #stack: DisposableStack;

  private constructor(
    path: string,
    nets: readonly VmNet[],
    guest: ReturnType<typeof guestNetworkOf>,
    stack: DisposableStack,
  ) {
    this.#path = path;
    this.nets = nets;
    this.#guest = guest.network;
    this.otherRoutes = guest.otherRoutes;
    this.#stack = stack;
  }

  /**
   * Takes over the interfaces of the namespace at `path`. `record` is told of each before it is touched.
   * Throws FAILED_PRECONDITION where it is the host's own, or where an interface is in somebody else's use already.
   */
  static attach(path: string, record: (link: LinkRecord) => void): PodNetwork {
    const inode = netnsInode(path);
    if (inode === undefined) {
      throw new StatusError(Code.INVALID_ARGUMENT, `No network namespace at '${path}'`);
    }
    if (inode === netnsInode(HOST_NETNS)) throw hostNetwork(`'${path}' is the host's`);
    using socket = inNetns(path, () => new RtnetlinkSocket());
    const { netlink } = socket;
    const taken = usable(netlink, path);
    using stack = new DisposableStack();
    stack.defer(() => {
      for (const link of taken) detachLink({ netns: path, inode, index: link.index, name: link.name });
    });
    const nets = taken.map((link): VmNet => {
      record({ netns: path, inode, index: link.index, name: link.name });
      const tap = stack.use(mirror(netlink, path, link));
      return { tapFd: tap.number, mac: link.mac, mtu: link.mtu, queueSize: QUEUE_SIZE };
    });
    return new PodNetwork(path, nets, guestNetworkOf(netlink, taken), stack.move());
  }

  /** Tells the guest what its interfaces are called, and their addresses, routes and fixed neighbours. */
  configure(agent: Agent): Promise<void> {
    return agent.configureNetwork(this.#guest);
  }

  /**
   * Has connections to the namespace's own addresses made in the guest, as soon as its agent serves them and until disposal. Where the
   * kernel cannot do it the pod runs all the same: port-forward is what it lacks then, and the log says so.
   */
  forwardLocal(log: Logger): LocalForwarding {
    try {
      return new LocalForward(this.#path, log);
    } catch (error) {
      log.warn("No port-forward to this pod", { error: messageOf(error) });
      return { serve: () => {}, [Symbol.dispose]: () => {} };
    }
  }

  [Symbol.dispose](): void {
    this.#stack.dispose();
  }
}

/** Takes what husk added away from an interface, where both are still there. Doing it twice is fine. */
export function detachLink(record: LinkRecord): void {
  // Where CNI has removed the namespace, or another has come to its place, there is nothing of ours.
  if (netnsInode(record.netns) !== record.inode) return;
  using socket = inNetns(record.netns, () => new RtnetlinkSocket());
  const { netlink } = socket;
  if (!links(netlink).some(({ index, name }) => index === record.index && name === record.name)) return;
  if (!ingressQdiscs(netlink).some(({ link }) => link === record.index)) return;
  try {
    if (ingressIsOurs(netlink, record)) deleteIngressQdisc(netlink, record);
  } catch (error) {
    // CNI may be taking the interface away at this very moment.
    if (links(netlink).some(({ index }) => index === record.index)) throw error;
  }
}

/** The interfaces that the guest is to have. Throws where one of them serves somebody else. */
function usable(netlink: Netlink, path: string): Link[] {
  const found = links(netlink).filter(({ type, flags }) => type === ARPHRD_ETHER && (flags & IFF_UP) !== 0);
  const caught = new Map(ingressQdiscs(netlink).map(({ link, kind }) => [link, kind]));
  for (const { index, name, master } of found) {
    const fault = master !== 0
      ? `it belongs to interface ${master}`
      : caught.has(index)
      ? `its incoming packets go elsewhere already (qdisc '${caught.get(index)}')`
      : undefined;
    if (fault === undefined) continue;
    throw new StatusError(
      Code.FAILED_PRECONDITION,
      `Cannot hand interface '${name}' of network namespace '${path}' to the VM: ${fault}`,
    );
  }
  return found;
}

/** Makes the tap beside `link` and sends all traffic of each to the other. */
function mirror(netlink: Netlink, path: string, link: Link): Fd {
  const name = `husk${link.index}`;
  using stack = new DisposableStack();
  const fd = stack.use(inNetns(path, () => openTap(name)));
  const tap = links(netlink).find((other) => other.name === name);
  if (tap === undefined) throw new Error(`Tap '${name}' is gone as soon as it was made`);
  try {
    // The host's stack has no part in this link: it would announce itself on it over IPv6.
    setLink(netlink, tap, { mtu: link.mtu, flags: IFF_UP, noIpv6: true });
    for (const one of [link, tap]) addIngressQdisc(netlink, one);
    redirect(netlink, link, tap);
    redirect(netlink, tap, link);
  } catch (cause) {
    throw new StatusError(
      Code.FAILED_PRECONDITION,
      `Cannot mirror interface '${link.name}' of network namespace '${path}': ${messageOf(cause)}`,
    );
  }
  stack.move();
  return fd;
}
