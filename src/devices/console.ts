import type { Reactor } from "../linux/reactor.ts";
import { ConsolePort, type PortKind } from "./console_port.ts";
import type { Activation, VirtioDevice } from "./device.ts";
import { RING_EVENT_IDX } from "./queue.ts";
import { ServedQueue } from "./served_queue.ts";

/** virtio 1.2 §5.3.3: several ports, with control messages on two queues of their own. */
const MULTIPORT = 1n << 1n;

/** Control messages (virtio 1.2 §5.3.6.2). */
const DEVICE_READY = 0, PORT_ADD = 1, PORT_READY = 3, CONSOLE_PORT = 4, PORT_OPEN = 6, PORT_NAME = 7;
const CONTROL_BYTES = 8;

/**
 * What a port has still to tell the guest, in the order in which it is told: a set of bits, so that a guest that asks again and again
 * costs nothing.
 */
const ADD = 1, IS_CONSOLE = 2, NAME = 4, CLOSE = 8, OPEN = 16;
const ORDER = [ADD, IS_CONSOLE, NAME, CLOSE, OPEN] as const;

/** Entries of the queues: each receive buffer is a page of the guest's, and a terminal waits for every write of its own. */
const CONSOLE_ENTRIES = 4, CONTROL_ENTRIES = 4, PORT_ENTRIES = 32;

/** Queues of the control messages, to the guest and from it. */
const CONTROL_IN = 2, CONTROL_OUT = 3;

/**
 * A virtio console (virtio 1.2 §5.3): the guest's terminal, and further ports by name. The guest cannot make it hold more than the
 * one request that each port has under way.
 */
export class Console implements VirtioDevice, Disposable {
  readonly name = "console";
  readonly type = 3;
  readonly features: bigint;
  readonly queueSizes: readonly number[];
  /** columns, rows (not offered), max_nr_ports, emergency write. */
  readonly config = new Uint8Array(12);
  readonly ports: readonly ConsolePort[];
  #reactor: Reactor;
  #pending: number[];
  /** Whether the guest's driver knows the port, and so hears of what becomes of it. */
  #isKnown: boolean[];
  #in: ServedQueue | undefined;
  #out: ServedQueue | undefined;

  /** The first port should be a terminal: where the driver knows no ports it is the only one. */
  constructor(reactor: Reactor, kinds: readonly PortKind[]) {
    this.#reactor = reactor;
    this.ports = kinds.map((kind, index) => new ConsolePort(kind, () => this.#tellOpen(index)));
    this.#pending = kinds.map(() => 0);
    this.#isKnown = kinds.map(() => false);
    this.features = RING_EVENT_IDX | (kinds.length > 1 ? MULTIPORT : 0n);
    const sizes = kinds.map(({ isConsole }) => isConsole ? CONSOLE_ENTRIES : PORT_ENTRIES);
    this.queueSizes = sizes.flatMap((size, index) =>
      index === 0 && kinds.length > 1 ? [size, size, CONTROL_ENTRIES, CONTROL_ENTRIES] : [size, size]
    );
    new DataView(this.config.buffer).setUint32(4, kinds.length, true);
  }

  activate(running: Activation): void {
    const hasPorts = (running.features & MULTIPORT) !== 0n;
    for (const [index, port] of this.ports.entries()) {
      if (index > 0 && !hasPorts) break;
      // virtio 1.2 §5.3.2: the control queues come after the first port's.
      const first = index === 0 ? 0 : 2 + 2 * index;
      port.attach(
        new ServedQueue(running, this.#reactor, first, () => port.serveIn()),
        new ServedQueue(running, this.#reactor, first + 1, () => port.serveOut()),
        !hasPorts,
      );
    }
    if (!hasPorts) return;
    this.#in = new ServedQueue(running, this.#reactor, CONTROL_IN, () => this.#sendControl());
    this.#out = new ServedQueue(running, this.#reactor, CONTROL_OUT, () => this.#takeControl());
  }

  async reset(): Promise<void> {
    await Promise.all([this.#in?.stop(), this.#out?.stop(), ...this.ports.map((port) => port.detach())]);
    this.#in = this.#out = undefined;
    this.#pending.fill(0);
    this.#isKnown.fill(false);
  }

  /** The VM has ended: so do the channels of the host. */
  [Symbol.dispose](): void {
    for (const port of this.ports) port.end();
  }

  #tellOpen(index: number): void {
    if (!this.#isKnown[index]) return;
    const before = this.#pending[index]!;
    // Closed and opened again before the guest heard of it: it hears of both.
    this.#pending[index] = this.ports[index]!.isOpen ? before | OPEN : (before & ~OPEN) | CLOSE;
    this.#in?.poke();
  }

  #takeControl(): void {
    const queue = this.#out!, chain = queue.newChain();
    const message = new Uint8Array(CONTROL_BYTES);
    const view = new DataView(message.buffer);
    while (queue.next(chain)) {
      if (chain.read(message) === CONTROL_BYTES) {
        this.#control(view.getUint32(0, true), view.getUint16(4, true), view.getUint16(6, true));
      }
      queue.push(chain, 0);
    }
    queue.publish();
    this.#in!.poke();
  }

  /** What the guest says. Messages that mean nothing here are ignored, as the specification has it for unknown ones. */
  #control(id: number, event: number, value: number): void {
    if (event === DEVICE_READY && value === 1) {
      for (const index of this.ports.keys()) this.#pending[index]! |= ADD;
      return;
    }
    const port = this.ports[id];
    if (port === undefined) return;
    if (event === PORT_OPEN) port.setGuestOpen(value === 1);
    else if (event === PORT_READY && value === 1) {
      const { isConsole, name } = port.kind;
      this.#isKnown[id] = true;
      this.#pending[id] = (isConsole ? IS_CONSOLE : 0) | (name === undefined ? 0 : NAME) | (port.isOpen ? OPEN : 0);
    }
  }

  /** Tells the guest what it has room for; the rest when it offers more. */
  #sendControl(): void {
    const queue = this.#in!, chain = queue.newChain();
    for (const [index, port] of this.ports.entries()) {
      for (const what of ORDER) {
        if ((this.#pending[index]! & what) === 0) continue;
        if (!queue.next(chain)) return queue.publish();
        this.#pending[index]! &= ~what;
        queue.push(chain, chain.write(controlMessage(index, what, port.kind.name ?? "")));
      }
    }
    queue.publish();
  }
}

function controlMessage(id: number, what: typeof ORDER[number], name: string): Uint8Array {
  const text = what === NAME ? new TextEncoder().encode(name) : new Uint8Array();
  const message = new Uint8Array(CONTROL_BYTES + text.length);
  const view = new DataView(message.buffer);
  const events = {
    [ADD]: PORT_ADD,
    [IS_CONSOLE]: CONSOLE_PORT,
    [NAME]: PORT_NAME,
    [CLOSE]: PORT_OPEN,
    [OPEN]: PORT_OPEN,
  };
  view.setUint32(0, id, true);
  view.setUint16(4, events[what], true);
  view.setUint16(6, what === CLOSE ? 0 : 1, true);
  message.set(text, CONTROL_BYTES);
  return message;
}
