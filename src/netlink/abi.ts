import { defineLayout } from "../util/layout.ts";

/** The kernel's rtnetlink API (netlink(7), rtnetlink(7)) as far as husk speaks it; compared with the headers as src/linux/abi/ is. */
export const HEADERS = [
  "sys/socket.h",
  "linux/if.h",
  "linux/if_arp.h",
  "linux/if_ether.h",
  "linux/netlink.h",
  "linux/rtnetlink.h",
  "linux/if_addr.h",
  "linux/if_link.h",
  "linux/neighbour.h",
  "linux/pkt_sched.h",
  "linux/pkt_cls.h",
  "linux/tc_act/tc_mirred.h",
];

export const AF_UNSPEC = 0;
export const AF_INET = 2;
export const AF_INET6 = 10;
export const AF_NETLINK = 16;
export const NETLINK_ROUTE = 0;

export const nlmsghdr = defineLayout("struct nlmsghdr", "linux/netlink.h", 16, {
  nlmsg_len: [0, "u32"],
  nlmsg_type: [4, "u16"],
  nlmsg_flags: [6, "u16"],
  nlmsg_seq: [8, "u32"],
  nlmsg_pid: [12, "u32"],
});
export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;
export const NLM_F_REQUEST = 1;
export const NLM_F_ACK = 4;
export const NLM_F_DUMP_INTR = 16;
export const NLM_F_DUMP = 0x300;
export const NLM_F_REPLACE = 0x100;
export const NLM_F_EXCL = 0x200;
export const NLM_F_CREATE = 0x400;
export const NLA_F_NESTED = 0x8000;
export const NLA_TYPE_MASK = ~0xc000;

export const RTM_NEWLINK = 16;
export const RTM_DELLINK = 17;
export const RTM_GETLINK = 18;
export const RTM_NEWADDR = 20;
export const RTM_GETADDR = 22;
export const RTM_NEWROUTE = 24;
export const RTM_DELROUTE = 25;
export const RTM_GETROUTE = 26;
export const RTM_NEWNEIGH = 28;
export const RTM_GETNEIGH = 30;
export const RTM_NEWQDISC = 36;
export const RTM_DELQDISC = 37;
export const RTM_GETQDISC = 38;
export const RTM_NEWTFILTER = 44;
export const RTM_GETTFILTER = 46;

export const ifinfomsg = defineLayout("struct ifinfomsg", "linux/rtnetlink.h", 16, {
  ifi_family: [0, "u8"],
  ifi_type: [2, "u16"],
  ifi_index: [4, "i32"],
  ifi_flags: [8, "u32"],
  ifi_change: [12, "u32"],
});
export const ARPHRD_ETHER = 1;
export const IFF_UP = 0x1;
export const IFF_NOARP = 0x80;
export const IFNAMSIZ = 16;
export const IFLA_ADDRESS = 1;
export const IFLA_IFNAME = 3;
export const IFLA_MTU = 4;
export const IFLA_MASTER = 10;
export const IFLA_LINKINFO = 18;
export const IFLA_INFO_KIND = 1;
export const IFLA_AF_SPEC = 26;
export const IFLA_INET6_ADDR_GEN_MODE = 8;
export const IN6_ADDR_GEN_MODE_NONE = 1;

export const ifaddrmsg = defineLayout("struct ifaddrmsg", "linux/if_addr.h", 8, {
  ifa_family: [0, "u8"],
  ifa_prefixlen: [1, "u8"],
  ifa_flags: [2, "u8"],
  ifa_scope: [3, "u8"],
  ifa_index: [4, "u32"],
});
export const IFA_ADDRESS = 1;
export const IFA_LOCAL = 2;
export const IFA_BROADCAST = 4;
export const IFA_FLAGS = 8;
export const IFA_F_NODAD = 0x02;

export const rtmsg = defineLayout("struct rtmsg", "linux/rtnetlink.h", 12, {
  rtm_family: [0, "u8"],
  rtm_dst_len: [1, "u8"],
  rtm_src_len: [2, "u8"],
  rtm_tos: [3, "u8"],
  rtm_table: [4, "u8"],
  rtm_protocol: [5, "u8"],
  rtm_scope: [6, "u8"],
  rtm_type: [7, "u8"],
  rtm_flags: [8, "u32"],
});
export const RTA_DST = 1;
export const RTA_OIF = 4;
export const RTA_GATEWAY = 5;
export const RTA_PRIORITY = 6;
export const RTA_PREFSRC = 7;
export const RTA_MULTIPATH = 9;
export const RTA_TABLE = 15;
export const RT_TABLE_MAIN = 254;
export const RT_TABLE_LOCAL = 255;
export const RTN_UNICAST = 1;
export const RTN_BLACKHOLE = 6;
export const RTN_PROHIBIT = 8;
export const RT_SCOPE_UNIVERSE = 0;
export const RT_SCOPE_LINK = 253;
export const RTNH_F_ONLINK = 4;
export const RTPROT_KERNEL = 2;
export const RTPROT_STATIC = 4;
export const RTM_F_CLONED = 0x200;

export const ndmsg = defineLayout("struct ndmsg", "linux/neighbour.h", 12, {
  ndm_family: [0, "u8"],
  ndm_ifindex: [4, "i32"],
  ndm_state: [8, "u16"],
  ndm_flags: [10, "u8"],
  ndm_type: [11, "u8"],
});
export const NDA_DST = 1;
export const NDA_LLADDR = 2;
export const NUD_PERMANENT = 0x80;

export const tcmsg = defineLayout("struct tcmsg", "linux/rtnetlink.h", 20, {
  tcm_family: [0, "u8"],
  tcm_ifindex: [4, "i32"],
  tcm_handle: [8, "u32"],
  tcm_parent: [12, "u32"],
  tcm_info: [16, "u32"],
});
export const TCA_KIND = 1;
export const TCA_OPTIONS = 2;
/** Parent of an ingress qdisc, and of a clsact one, which has the same place. */
export const TC_H_INGRESS = 0xfffffff1;
export const ETH_P_ALL = 3;

/** Followed by `nkeys` keys. */
export const tcU32Sel = defineLayout("struct tc_u32_sel", "linux/pkt_cls.h", 16, {
  flags: [0, "u8"],
  nkeys: [2, "u8"],
});
export const tcU32Key = defineLayout("struct tc_u32_key", "linux/pkt_cls.h", 16, { mask: [0, "u32"], val: [4, "u32"] });
export const TC_U32_TERMINAL = 1;
export const TCA_U32_SEL = 5;
export const TCA_U32_ACT = 7;
export const TCA_ACT_KIND = 1;
export const TCA_ACT_OPTIONS = 2;

export const tcMirred = defineLayout("struct tc_mirred", "linux/tc_act/tc_mirred.h", 28, {
  action: [8, "i32"],
  eaction: [20, "i32"],
  ifindex: [24, "u32"],
});
export const TC_ACT_STOLEN = 4;
export const TCA_EGRESS_REDIR = 1;
export const TCA_MIRRED_PARMS = 2;
