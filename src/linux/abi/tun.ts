import { defineLayout } from "./layout.ts";

/** Taps (Documentation/networking/tuntap.rst). */
export const HEADERS = ["sched.h", "linux/if.h", "linux/if_tun.h"];

export const TUNSETIFF = 0x400454ca;
export const IFF_TAP = 0x0002;
export const IFF_NO_PI = 0x1000;
/** Each packet is preceded by virtio's header, so that checksums and segmentation are left to whom it concerns. */
export const IFF_VNET_HDR = 0x4000;
/** The length of that header, int; 12 where receive buffers can be merged, or with virtio 1. */
export const TUNSETVNETHDRSZ = 0x400454d8;
/** What the reader of the tap can do itself: checksums, and segmentation of what is longer than its MTU. */
export const TUNSETOFFLOAD = 0x400454d0;
export const TUN_F_CSUM = 0x01;
export const TUN_F_TSO4 = 0x02;
export const TUN_F_TSO6 = 0x04;
export const TUN_F_TSO_ECN = 0x08;

export const ifreq = defineLayout("struct ifreq", "linux/if.h", 40, {
  ifr_name: [0, "u8"],
  ifr_flags: [16, "u16"],
});

export const CLONE_NEWNET = 0x40000000;
