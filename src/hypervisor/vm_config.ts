/** What a VM is made of, as plain data: written once by pod/, read by every hypervisor. Paths are absolute, sizes in MiB. */
export interface VmConfig {
  /** Uncompressed PVH ELF kernel (vmlinux). */
  kernel: string;
  /** initramfs (cpio, newc), uncompressed. */
  initrd: string;
  /** Kernel arguments beside those a hypervisor adds for its own devices. Never anything of the pod (DESIGN decision 12). */
  kernelArgs: readonly string[];
  vcpus: number;
  memoryMiB: number;
  /** One vhost-user-fs device: the socket on which virtiofsd listens, and the tag that the guest mounts. */
  sharedFs: { socket: string; tag: string };
  /** How the agent is reached: a vsock context id where the host has vhost-vsock, else a virtio-serial port. */
  agent: AgentChannel;
  /** Unix socket path on which the guest's console (hvc0) is offered to one reader. */
  consoleSocket: string;
  /** Directory of the pod's own for the hypervisor's sockets (QMP and the like); exists, mode 0700. */
  runDir: string;
}

export type AgentChannel = { kind: "vsock"; cid: number; port: number } | { kind: "serial"; socket: string };

/** Which accelerator runs the guest's instructions. */
export type Accelerator = "kvm" | "tcg";
