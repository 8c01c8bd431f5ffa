import type { QueueSetup } from "./device.ts";
import type { GuestMemory } from "./guest_memory.ts";

/** Where a queue's three parts lie in this process, for a server that shares our mapping of the guest's memory. Throws GuestFault. */
export function ringAddresses(
  memory: GuestMemory,
  queue: QueueSetup,
): { descriptors: bigint; available: bigint; used: bigint } {
  const host = (guestAddress: number, length: number) =>
    memory.hostAddress + BigInt(memory.range(guestAddress, length));
  // Sizes: virtio 1.2 §2.7, with the event indexes.
  return {
    descriptors: host(queue.descriptors, 16 * queue.size),
    available: host(queue.available, 6 + 2 * queue.size),
    used: host(queue.used, 6 + 8 * queue.size),
  };
}
