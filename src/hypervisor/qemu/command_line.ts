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

/**
 * QEMU's arguments for a microvm (docs/system/i386/microvm.rst): virtio-mmio only, no PCI, no ACPI, no firmware tables beside
 * those of PVH.
 */
export function qemuArguments(
  vm: VmConfig,
  accelerator: Accelerator,
  sockets: QemuSockets,
  tscKhz?: number,
): string[] {
  const serial = vm.agent.kind === "serial";
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
    ...(serial
      ? [["-chardev", `socket,id=agent,path=${sockets.agent}`], [
        "-device",
        "virtserialport,chardev=agent,name=husk.agent",
      ]]
      : [["-device", `vhost-vsock-device,guest-cid=${vm.agent.kind === "vsock" ? vm.agent.cid : 0}`]]),
    ["-chardev", `socket,id=fs,path=${vm.sharedFs.socket}`],
    ["-device", `vhost-user-fs-device,chardev=fs,tag=${vm.sharedFs.tag}`],
    ["-device", "virtio-rng-device"],
    ["-chardev", `socket,id=qmp,path=${sockets.qmp}`],
    ["-mon", "chardev=qmp,mode=control"],
    ["-sandbox", "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny"],
  ].flat();
}
