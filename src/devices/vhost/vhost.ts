import * as abi from "../../linux/abi/vhost.ts";
import type { Fd } from "../../linux/fd.ts";
import { ioctlNumber, ioctlStruct } from "../../linux/ioctl.ts";
import type { QueueSetup } from "../device.ts";
import type { GuestMemory } from "../guest_memory.ts";
import { ringAddresses } from "../ring_addresses.ts";

/** What every device of the kernel's (vhost) is told the same way. `fd` is /dev/vhost-something, ours alone. */
export class Vhost {
  readonly fd: Fd;
  /** All feature bits that the kernel offers. */
  readonly features: bigint;

  /** Makes this process the owner. Throws SystemError. */
  constructor(fd: Fd) {
    this.fd = fd;
    ioctlNumber(fd, abi.VHOST_SET_OWNER, 0, "VHOST_SET_OWNER");
    const features = new BigUint64Array(1);
    ioctlStruct(fd, abi.VHOST_GET_FEATURES, new Uint8Array(features.buffer), "VHOST_GET_FEATURES");
    this.features = features[0]!;
  }

  /** The features that the driver accepted, and the guest's memory. Throws SystemError. */
  setUp(memory: GuestMemory, features: bigint): void {
    const chosen = new Uint8Array(new BigUint64Array([features]).buffer);
    ioctlStruct(this.fd, abi.VHOST_SET_FEATURES, chosen, "VHOST_SET_FEATURES");
    const { vhostMemory, vhostMemoryRegion: region } = abi;
    const table = new Uint8Array(vhostMemory.size + memory.regions.length * region.size);
    const view = new DataView(table.buffer);
    vhostMemory.set.nregions(view, 0, memory.regions.length);
    memory.regions.forEach(({ guestAddress, offset, size }, index) => {
      const at = vhostMemory.size + index * region.size;
      region.set.guest_phys_addr(view, at, BigInt(guestAddress));
      region.set.memory_size(view, at, BigInt(size));
      region.set.userspace_addr(view, at, memory.hostAddress + BigInt(offset));
    });
    ioctlStruct(this.fd, abi.VHOST_SET_MEM_TABLE, table, "VHOST_SET_MEM_TABLE");
  }

  /** Hands over a queue; the kernel serves it once the device runs. Throws GuestFault, SystemError. */
  setQueue(memory: GuestMemory, index: number, queue: QueueSetup): void {
    const ring = ringAddresses(memory, queue);
    this.#state(abi.VHOST_SET_VRING_NUM, "VHOST_SET_VRING_NUM", index, queue.size);
    this.#state(abi.VHOST_SET_VRING_BASE, "VHOST_SET_VRING_BASE", index, 0);
    const address = new Uint8Array(abi.vhostVringAddr.size);
    const view = new DataView(address.buffer);
    const { set } = abi.vhostVringAddr;
    set.index(view, 0, index);
    set.desc_user_addr(view, 0, ring.descriptors);
    set.used_user_addr(view, 0, ring.used);
    set.avail_user_addr(view, 0, ring.available);
    ioctlStruct(this.fd, abi.VHOST_SET_VRING_ADDR, address, "VHOST_SET_VRING_ADDR");
    this.setFile(abi.VHOST_SET_VRING_KICK, "VHOST_SET_VRING_KICK", index, queue.kick.number);
    this.setFile(abi.VHOST_SET_VRING_CALL, "VHOST_SET_VRING_CALL", index, queue.call.number);
  }

  /** A request that gives queue `index` a descriptor; -1 takes it away. Throws SystemError. */
  setFile(request: number, name: string, index: number, fd: number): void {
    const file = new Uint8Array(abi.vhostVringFile.size);
    const view = new DataView(file.buffer);
    abi.vhostVringFile.set.index(view, 0, index);
    abi.vhostVringFile.set.fd(view, 0, fd);
    ioctlStruct(this.fd, request, file, name);
  }

  #state(request: number, name: string, index: number, num: number): void {
    const state = new Uint8Array(abi.vhostVringState.size);
    const view = new DataView(state.buffer);
    abi.vhostVringState.set.index(view, 0, index);
    abi.vhostVringState.set.num(view, 0, num);
    ioctlStruct(this.fd, request, state, name);
  }
}
