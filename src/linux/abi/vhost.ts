import { defineLayout } from "./layout.ts";

/** The kernel's own virtio devices (linux/vhost.h). */
export const HEADERS = ["linux/vhost.h"];

export const VHOST_GET_FEATURES = 0x8008af00;
export const VHOST_SET_FEATURES = 0x4008af00;
export const VHOST_SET_OWNER = 0xaf01;
export const VHOST_SET_MEM_TABLE = 0x4008af03;
export const VHOST_SET_VRING_NUM = 0x4008af10;
export const VHOST_SET_VRING_ADDR = 0x4028af11;
export const VHOST_SET_VRING_BASE = 0x4008af12;
export const VHOST_SET_VRING_KICK = 0x4008af20;
export const VHOST_SET_VRING_CALL = 0x4008af21;
export const VHOST_NET_SET_BACKEND = 0x4008af30;
export const VHOST_VSOCK_SET_GUEST_CID = 0x4008af60;
export const VHOST_VSOCK_SET_RUNNING = 0x4004af61;

/** Followed by `nregions` regions. */
export const vhostMemory = defineLayout("struct vhost_memory", "linux/vhost.h", 8, { nregions: [0, "u32"] });

export const vhostMemoryRegion = defineLayout("struct vhost_memory_region", "linux/vhost.h", 32, {
  guest_phys_addr: [0, "u64"],
  memory_size: [8, "u64"],
  userspace_addr: [16, "u64"],
});

export const vhostVringState = defineLayout("struct vhost_vring_state", "linux/vhost.h", 8, {
  index: [0, "u32"],
  num: [4, "u32"],
});

export const vhostVringFile = defineLayout("struct vhost_vring_file", "linux/vhost.h", 8, {
  index: [0, "u32"],
  fd: [4, "i32"],
});

export const vhostVringAddr = defineLayout("struct vhost_vring_addr", "linux/vhost.h", 40, {
  index: [0, "u32"],
  flags: [4, "u32"],
  desc_user_addr: [8, "u64"],
  used_user_addr: [16, "u64"],
  avail_user_addr: [24, "u64"],
});
