import * as abi from "./abi.ts";
import { attributesOf, MessageBuilder, structOf, textOf } from "./message.ts";
import type { Netlink } from "./netlink.ts";

/** The ingress qdisc's handle is always this (net/sched/sch_ingress.c); filters hang off it. */
const INGRESS_HANDLE = 0xffff0000;
/** Priority of husk's own filters, by which they are known from others ("HU"). */
const OUR_PRIORITY = 0x4855;

/** A place where packets are caught as they come in. */
export interface IngressQdisc {
  link: number;
  /** "ingress", or "clsact", which BPF programs hang off. */
  kind: string;
}

/** Who has ingress qdiscs, by link. */
export function ingressQdiscs(netlink: Netlink): IngressQdisc[] {
  const ask = () => new MessageBuilder().struct(abi.tcmsg, {});
  return netlink.dump(abi.RTM_GETQDISC, ask, "Cannot list qdiscs").flatMap((message) => {
    const view = structOf(message, abi.tcmsg);
    if (abi.tcmsg.get.tcm_parent(view, 0) !== abi.TC_H_INGRESS) return [];
    const kind = textOf(attributesOf(message.body, abi.tcmsg.size).get(abi.TCA_KIND));
    return [{ link: abi.tcmsg.get.tcm_ifindex(view, 0), kind }];
  });
}

/** Throws NetlinkError (EEXIST) where the link has one. */
export function addIngressQdisc(netlink: Netlink, link: { index: number; name: string }): void {
  const message = qdisc(link.index).attribute(abi.TCA_KIND, "ingress");
  const flags = abi.NLM_F_CREATE | abi.NLM_F_EXCL;
  netlink.request(abi.RTM_NEWQDISC, flags, message, `Cannot add an ingress qdisc to '${link.name}'`);
}

/** Removes a link's ingress qdisc and all filters that hang off it. */
export function deleteIngressQdisc(netlink: Netlink, link: { index: number; name: string }): void {
  const what = `Cannot remove the ingress qdisc of '${link.name}'`;
  netlink.request(abi.RTM_DELQDISC, 0, qdisc(link.index), what);
}

/** Whether every filter on the link's ingress qdisc is one of husk's. */
export function ingressIsOurs(netlink: Netlink, link: { index: number; name: string }): boolean {
  const ask = () => new MessageBuilder().struct(abi.tcmsg, { tcm_ifindex: link.index, tcm_parent: INGRESS_HANDLE });
  return netlink.dump(abi.RTM_GETTFILTER, ask, `Cannot list the filters of '${link.name}'`)
    .every((message) => abi.tcmsg.get.tcm_info(structOf(message, abi.tcmsg), 0) >>> 16 === OUR_PRIORITY);
}

/**
 * Sends every packet that comes in on `from` out of `to` (tc-mirred(8), redirect): the namespace's own stack sees none of them.
 * The classifier is u32 with an empty match, the one that all kernels with classifiers have.
 */
export function redirect(
  netlink: Netlink,
  from: { index: number; name: string },
  to: { index: number; name: string },
): void {
  const everyProtocol = abi.ETH_P_ALL << 8; // in network byte order
  const message = new MessageBuilder()
    .struct(abi.tcmsg, {
      tcm_ifindex: from.index,
      tcm_parent: INGRESS_HANDLE,
      tcm_info: (OUR_PRIORITY << 16 | everyProtocol) >>> 0,
    })
    .attribute(abi.TCA_KIND, "u32")
    .nested(abi.TCA_OPTIONS, (options) =>
      options
        .compound(abi.TCA_U32_SEL, (selector) =>
          selector.struct(abi.tcU32Sel, { flags: abi.TC_U32_TERMINAL, nkeys: 1 }).struct(abi.tcU32Key, {}))
        .nested(abi.TCA_U32_ACT, (actions) =>
          actions.nested(1, (action) =>
            action.attribute(abi.TCA_ACT_KIND, "mirred").nested(abi.TCA_ACT_OPTIONS, (mirred) =>
              mirred.compound(abi.TCA_MIRRED_PARMS, (parameters) =>
                parameters.struct(abi.tcMirred, {
                  action: abi.TC_ACT_STOLEN,
                  eaction: abi.TCA_EGRESS_REDIR,
                  ifindex: to.index,
                }))))));
  const flags = abi.NLM_F_CREATE | abi.NLM_F_EXCL;
  netlink.request(abi.RTM_NEWTFILTER, flags, message, `Cannot redirect '${from.name}' to '${to.name}'`);
}

function qdisc(link: number): MessageBuilder {
  return new MessageBuilder()
    .struct(abi.tcmsg, { tcm_ifindex: link, tcm_handle: INGRESS_HANDLE, tcm_parent: abi.TC_H_INGRESS });
}
