import type { GuestCid } from "./vsock.ts";

/** What a VM is made of, as plain data: written once by pod/, read by every hypervisor. Paths are absolute, sizes in MiB. */
export interface VmConfig {
  /** Uncompressed PVH ELF kernel (vmlinux); for the hypervisor kvm a bzImage, too. */
  kernel: string;
  /** initramfs (cpio, newc), uncompressed. */
  initrd: string;
  /** Kernel arguments beside those a hypervisor adds for its own devices. Never anything of the pod (DESIGN decision 12). */
  kernelArgs: readonly string[];
  vcpus: number;
  memoryMiB: number;
  /** How large its memory may become while it runs (`Hypervisor.grow`), where the hypervisor can do that. */
  mostMemoryMiB: number;
  /** One vhost-user-fs device: the socket on which virtiofsd listens, and the tag that the guest mounts. */
  sharedFs: { socket: string; tag: string };
  /** How the agent is reached. */
  agent: AgentChannel;
  /** Network cards, in the order in which the guest finds them. */
  nets: readonly VmNet[];
  /** Places for block devices of the host; a hypervisor may have fewer, or others beside them for those that are read-only. */
  diskSlots: number;
  /** Unix socket path on which the guest's console (hvc0) is offered to one reader. */
  consoleSocket: string;
  /** Directory of the pod's own for the hypervisor's sockets (QMP and the like); exists, mode 0700. */
  runDir: string;
}

/** A virtio-net card on a tap that somebody else has made and holds open for as long as the VM lives. */
export interface VmNet {
  /** The tap's descriptor (IFF_VNET_HDR, nonblocking). */
  tapFd: number;
  mac: string;
  /** Bytes of the largest packet without its Ethernet header. */
  mtu: number;
  /** Entries of each queue. */
  queueSize: number;
}

/**
 * "vsock": over the host's vhost-vsock; `claim` is the hypervisor's to hold for as long as the VM lives, and whoever made it closes it after
 * that at the latest. "own": by what the hypervisor has itself, which is vsock in kvm and a virtio-serial port at `socket` in QEMU.
 */
export type AgentChannel = { kind: "vsock"; claim: GuestCid; port: number } | {
  kind: "own";
  port: number;
  socket: string;
};

/** Which accelerator runs the guest's instructions. */
export type Accelerator = "kvm" | "tcg";
