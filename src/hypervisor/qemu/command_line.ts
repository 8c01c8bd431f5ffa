import type { Accelerator, VmConfig } from "../vm_config.ts";

/** Sockets on which we listen and to which QEMU connects as it starts: no one waits for a socket to appear. */
export interface QemuSockets {
  qmp: string;
  console: string;
  agent: string;
}

/**
 * MiB of translated code under TCG, which QEMU keeps resident. Boot and a first program take 1.7 s of CPU with 32 and with 64,
 * 2.1 with 16, 3.3 with 8; the process holds 48, 77, 30 and 21 MB of its own.
 */
const TB_CACHE_MIB = 32;

/**
 * What a translated guest's kernel need not find out by itself (figures: docs/decisions.md). `tscKhz` is the host's, which is the
 * guest's too: without it the guest has no clock but its tick. The APIC's timer runs at 1 GHz in QEMU; `lapic_khz` is a parameter
 * of our kernel's. `no_timer_check`: a tick that comes late on a loaded host is no broken machine.
 */
function tcgKernelArgs(tscKhz: number | undefined): string[] {
  const args = ["no_timer_check", "noreplace-smp", "lapic_khz=1000000"];
  return tscKhz === undefined ? args : [...args, `tsc_early_khz=${tscKhz}`, "tsc=reliable"];
}

/** Features whose emulation costs more than it protects: the translator's guest has no other. */
const TCG_CPU = "max,la57=off,pku=off,erms=off,smap=off,smep=off";

/** Places for devices that a microvm without ACPI has (hw/i386/microvm.c, virtio_num_transports). */
const TRANSPORTS = 8;

/** How many disks a VM has room for beside its other devices: serial ports, file system, rng, vsock, network cards. */
export function roomForDisks(vm: VmConfig): number {
  return Math.max(0, TRANSPORTS - 3 - (vm.agent.kind === "vsock" ? 1 : 0) - vm.nets.length);
}

/**
 * QEMU's arguments for a microvm (docs/system/i386/microvm.rst): virtio-mmio only, no PCI, no ACPI, no firmware tables beside
 * those of PVH. `vhostNets`: descriptors of /dev/vhost-net, one a card, by which the host's kernel moves packets where it has that.
 */
export function qemuArguments(
  vm: VmConfig,
  accelerator: Accelerator,
  sockets: QemuSockets,
  { tscKhz, vhostNets = [], disks = [] }: {
    tscKhz?: number | undefined;
    vhostNets?: readonly number[];
    disks?: readonly string[][];
  } = {},
): string[] {
  const clock = accelerator === "tcg" ? tcgKernelArgs(tscKhz) : [];
  // The PIT serves to calibrate the clocks; where they are known it would only wake QEMU 13 times a second.
  const pit = clock.length > 0 && tscKhz !== undefined ? ",pit=off" : "";
  const append = ["console=hvc0", "quiet", "reboot=t", "panic=-1", ...clock, ...vm.kernelArgs].join(" ");
  return [
    ["-name", `husk,process=husk-vm`],
    ["-M", `microvm,acpi=off,isa-serial=off,memory-backend=mem${pit}`],
    ["-global", "virtio-mmio.force-legacy=false"],
    accelerator === "kvm" ? ["-accel", "kvm"] : ["-accel", `tcg,tb-size=${TB_CACHE_MIB}`],
    ["-cpu", accelerator === "kvm" ? "host" : TCG_CPU],
    ["-smp", String(vm.vcpus)],
    ["-m", `${vm.memoryMiB}M`],
    ["-object", `memory-backend-memfd,id=mem,size=${vm.memoryMiB}M,share=on`],
    ["-nodefaults", "-no-user-config", "-nographic", "-no-reboot"],
    ["-kernel", vm.kernel],
    ["-initrd", vm.initrd],
    ["-append", append],
    // Two ports: each of the 31 it would have costs QEMU and the guest its queues.
    ["-device", "virtio-serial-device,max_ports=2"],
    ["-chardev", `socket,id=console,path=${sockets.console}`],
    ["-device", "virtconsole,chardev=console"],
    ...(vm.agent.kind === "own"
      ? [
        ["-chardev", `socket,id=agent,path=${sockets.agent}`],
        ["-device", "virtserialport,chardev=agent,name=husk.agent"],
      ]
      // QEMU sets the id once more on a descriptor that has it, which the kernel takes.
      : [["-device", `vhost-vsock-device,guest-cid=${vm.agent.claim.cid},vhostfd=${vm.agent.claim.vhost.number}`]]),
    ["-chardev", `socket,id=fs,path=${vm.sharedFs.socket}`],
    ["-device", `vhost-user-fs-device,chardev=fs,tag=${vm.sharedFs.tag}`],
    ...vm.nets.flatMap((net, index) => [
      ["-netdev", `tap,id=net${index},fd=${net.tapFd}${vhost(vhostNets[index])}`],
      [
        "-device",
        `virtio-net-device,netdev=net${index},mac=${net.mac},host_mtu=${net.mtu},rx_queue_size=${net.queueSize}`,
      ],
    ]),
    ["-device", "virtio-rng-device"],
    ...disks,
    ["-chardev", `socket,id=qmp,path=${sockets.qmp}`],
    ["-mon", "chardev=qmp,mode=control"],
    ["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"],
  ].flat();
}

function vhost(fd: number | undefined): string {
  return fd === undefined ? "" : `,vhost=on,vhostfd=${fd}`;
}
