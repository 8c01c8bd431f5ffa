import { CONFIG } from "../../devices/mmio/registers.ts";
import * as kvm from "../../linux/abi/kvm.ts";
import { EAGAIN, EINTR, errnoName } from "../../linux/errno.ts";
import type { Later } from "../../devices/mmio/transport.ts";
import type { VmExit } from "../hypervisor.ts";
import { DEVICE_LINES, DEVICE_PAGES, PAGE } from "./address_map.ts";

/**
 * How often the guest left for what: "io write 0x70", "mmio write 0xd0000070", "interrupted". For benchmarks and people. What a guest makes
 * up has one name for all, so that there are only so many.
 */
export type ExitCounts = Map<string, number>;

/** Writes to a device's page; what it returns is what is left to wait for, or to do once the guest goes on. */
export type DeviceWrite = (address: number, data: Uint8Array) => void | Promise<void> | Later;

const { get } = kvm.kvmRun;
const MMIO_DATA = kvm.kvmRun.fields["mmio.data"][0];

/**
 * Serves one exit of a vCPU. Where the guest is to go on the outcome is undefined, something to wait for before, or something to do after;
 * else it is how the guest has ended. `result` is what KVM_RUN returned. Nothing is behind the I/O ports: what a PC's kernel probes for there is not found. Of a
 * machine with devices their accesses end in the vCPU's thread already, and come here only of one without (`vcpu_thread.S`).
 */
export function serveExit(
  run: DataView,
  result: number,
  write: DeviceWrite,
  count: (kind: string) => void,
): VmExit | void | Promise<void> | Later {
  // EAGAIN: a vCPU that waited for another to start it has been told to (kvm_arch_vcpu_ioctl_run); it enters the guest the next time.
  if (result === -EINTR || result === -EAGAIN) {
    count("interrupted");
    return undefined;
  }
  if (result < 0) return crashed(`KVM_RUN failed: ${errnoName(-result)}`);
  const reason = get.exit_reason(run, 0);
  switch (reason) {
    case kvm.KVM_EXIT_IO: {
      const isRead = get["io.direction"](run, 0) === kvm.KVM_EXIT_IO_IN;
      count(`io ${isRead ? "read" : "write"} ${portName(get["io.port"](run, 0))}`);
      if (isRead) {
        const at = Number(get["io.data_offset"](run, 0));
        fill(run, at, get["io.size"](run, 0) * get["io.count"](run, 0));
      }
      return undefined;
    }
    case kvm.KVM_EXIT_MMIO: {
      const address = Number(get["mmio.phys_addr"](run, 0));
      const length = Math.min(get["mmio.len"](run, 0), 8);
      if (get["mmio.is_write"](run, 0) === 0) {
        count(`mmio read ${registerName(address)}`);
        fill(run, MMIO_DATA, length);
        return undefined;
      }
      count(`mmio write ${registerName(address)}`);
      return write(address, new Uint8Array(run.buffer, run.byteOffset + MMIO_DATA, length));
    }
    case kvm.KVM_EXIT_INTR:
      return undefined;
    case kvm.KVM_EXIT_SHUTDOWN:
      // A triple fault: what a kernel does that was told reboot=t, whether it was asked to or has panicked.
      return { kind: "guest", reason: "the guest ended itself (reset)" };
    case kvm.KVM_EXIT_FAIL_ENTRY: {
      const cause = get["fail_entry.hardware_entry_failure_reason"](run, 0);
      return crashed(`the processor refused to enter the guest (0x${cause.toString(16)})`);
    }
    case kvm.KVM_EXIT_INTERNAL_ERROR:
      return crashed(`KVM gave up (internal error ${get["internal.suberror"](run, 0)})`);
  }
  return crashed(`KVM left the guest for a reason unknown here (${reason})`);
}

/** Ports of a PC's own devices by their number. */
function portName(port: number): string {
  return port < 0x100 ? `0x${port.toString(16)}` : "elsewhere";
}

/** Registers of a device's by their address; its configuration, the other half of them, as one. */
function registerName(address: number): string {
  const offset = address - DEVICE_PAGES;
  if (offset < 0 || offset >= DEVICE_LINES.length * PAGE) return "elsewhere";
  return offset % PAGE < CONFIG && offset % 4 === 0 ? `0x${address.toString(16)}` : "configuration";
}

function crashed(reason: string): VmExit {
  return { kind: "crashed", reason };
}

/** What a bus without a device reads. */
function fill(run: DataView, at: number, length: number): void {
  new Uint8Array(run.buffer, run.byteOffset + at, length).fill(0xff);
}
