import type { VirtioDevice } from "../../devices/device.ts";
import type { GuestMemory } from "../../devices/guest_memory.ts";
import * as reg from "../../devices/mmio/registers.ts";
import { coalescedRegisters, type Later, MmioTransport } from "../../devices/mmio/transport.ts";
import { eventFd } from "../../linux/event_fd.ts";
import { Mapping } from "../../linux/mapping.ts";
import { DEVICE_LINES, DEVICE_PAGES, PAGE } from "./address_map.ts";
import type { Machine } from "./machine.ts";
import type { DevicePages } from "./vcpu_thread.ts";

/**
 * The devices of a VM at their places: a page and an interrupt line each. Notifications and interrupts pass through eventfds that
 * KVM knows, so that of a running device nothing comes here.
 */
export class DeviceBus implements AsyncDisposable {
  /** What the guest's kernel is told of them (its Documentation/admin-guide/kernel-parameters.txt, virtio_mmio.device). */
  readonly kernelArgs: readonly string[];
  /** The registers of all. */
  readonly pages: DevicePages;
  #transports: MmioTransport[] = [];
  #stack: DisposableStack;

  /** `failed` is told where a device cannot go on. Throws SystemError. */
  constructor(
    machine: Machine,
    memory: GuestMemory,
    devices: readonly VirtioDevice[],
    failed: (error: Error) => void,
  ) {
    if (devices.length > DEVICE_LINES.length) {
      throw new Error(`${devices.length} devices: a VM has ${DEVICE_LINES.length} lines`);
    }
    using stack = new DisposableStack();
    const pages = stack.use(new Mapping(devices.length * PAGE));
    this.kernelArgs = devices.map((_, index) =>
      `virtio_mmio.device=4K@0x${at(index).toString(16)}:${DEVICE_LINES[index]}`
    );
    for (const [index, device] of devices.entries()) {
      const call = stack.use(eventFd(`interrupts of ${device.name}`));
      machine.interrupt(call, DEVICE_LINES[index]!);
      const kicks = device.queueSizes.map((_, queue) => {
        const kick = stack.use(eventFd(`queue ${queue} of ${device.name}`));
        machine.notify(kick, at(index) + reg.QUEUE_NOTIFY, queue);
        return kick;
      });
      // Acknowledging an interrupt means nothing (see MmioTransport): an eventfd that nobody reads spares the exit.
      const nobody = stack.use(eventFd(`acknowledgements of ${device.name}`));
      machine.notify(nobody, at(index) + reg.INTERRUPT_ACK, reg.USED_BUFFER);
      for (const { offset, size } of coalescedRegisters(device)) machine.coalesce(at(index) + offset, size);
      const page = pages.bytes.subarray(index * PAGE, (index + 1) * PAGE);
      this.#transports.push(new MmioTransport(device, { memory, page, kicks, call, failed }));
    }
    machine.addReadOnlyPages(DEVICE_PAGES, pages);
    this.pages = { hostAddress: pages.address, guestAddress: DEVICE_PAGES, size: pages.bytes.length };
    this.#stack = stack.move();
  }

  /** The guest wrote `data` at `address` and waits. Nothing happens where no device is there. Throws GuestFault. */
  write(address: number, data: Uint8Array): void | Promise<void> | Later {
    const offset = address - DEVICE_PAGES;
    const transport = this.#transports[Math.floor(offset / PAGE)];
    if (transport === undefined || offset % PAGE + data.length > PAGE) return;
    return transport.write(offset % PAGE, data);
  }

  /** Stops every device, and lets go of pages and eventfds; the guest must not run any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#transports.map((transport) => transport.reset()));
    this.#stack.dispose();
  }
}

function at(index: number): number {
  return DEVICE_PAGES + index * PAGE;
}
