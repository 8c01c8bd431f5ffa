import { assertEquals, assertRejects } from "@std/assert";
import { F_SETFL, O_NONBLOCK, O_RDONLY } from "../../linux/abi/fcntl.ts";
import { Fd } from "../../linux/fd.ts";
import { FdChannel } from "../../linux/fd_channel.ts";
import { libc } from "../../linux/libc.ts";
import { Reactor } from "../../linux/reactor.ts";
import { diskArguments, QemuDisks, slotKinds } from "./disks.ts";
import { QmpError } from "./qmp.ts";

/** QEMU's end of the monitor: keeps the commands in short, answers each, with an error where `failing` names it. */
class FakeMonitor implements AsyncDisposable {
  readonly commands: string[] = [];
  failing: string | undefined;
  readonly disks: QemuDisks;
  readonly #channel: FdChannel;
  readonly #reactor = new Reactor();
  readonly #served: Promise<void>;

  constructor(disks: QemuDisks, reactor: Reactor) {
    this.disks = disks;
    this.#reactor = reactor;
    libc.fcntl(disks.theirs!.number, F_SETFL, BigInt(O_NONBLOCK)); // which QEMU does as well
    this.#channel = new FdChannel(disks.theirs!, this.#reactor);
    this.#served = this.#serve();
  }

  /** What has come since the last look. */
  taken(): string[] {
    return this.commands.splice(0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disks[Symbol.dispose]();
    this.#channel.close();
    await this.#served;
    await this.#reactor.idle();
  }

  async #serve(): Promise<void> {
    await this.#say({ QMP: {} });
    const buffer = new Uint8Array(4096);
    let text = "";
    for (let count; (count = await this.#channel.read(buffer)) !== null;) {
      text += new TextDecoder().decode(buffer.subarray(0, count));
      const lines = text.split("\n");
      text = lines.pop()!;
      for (const line of lines) await this.#take(JSON.parse(line));
    }
  }

  async #take(
    { execute, arguments: args = {}, id }: { execute: string; arguments?: Record<string, unknown>; id: number },
  ) {
    const what = args["value"] ?? args["node-name"] ?? args["fdset-id"] ?? "";
    const size = args["size"] === undefined ? "" : ` ${args["size"]}`;
    const short = `${execute} ${what}${size}`.trim();
    if (execute !== "qmp_capabilities") this.commands.push(short);
    const error = { class: "GenericError", desc: "no" };
    await this.#say(short === this.failing ? { error, id } : { return: {}, id });
  }

  async #say(message: unknown): Promise<void> {
    await this.#channel.write(new TextEncoder().encode(JSON.stringify(message) + "\n"));
  }
}

function monitor(): FakeMonitor {
  const reactor = new Reactor();
  return new FakeMonitor(new QemuDisks(["writable", "readonly"], reactor), reactor);
}

const disk = () => ({ file: Fd.open("/dev/null", O_RDONLY), bytes: 4096, writable: true });

Deno.test("slotKinds() gives what is left of the places to read-only devices", () => {
  assertEquals(slotKinds(0, 4), []);
  assertEquals(slotKinds(1, 4), ["writable", "readonly"]);
  assertEquals(slotKinds(3, 4), ["writable", "writable", "writable", "readonly"]);
  assertEquals(slotKinds(8, 2), ["writable", "writable"]);
  assertEquals(slotKinds(1, 0), []);
});

Deno.test("diskArguments() makes empty disks, the read-only ones for good, and nothing where there are none", () => {
  const reactor = new Reactor();
  using none = new QemuDisks([], reactor);
  assertEquals(diskArguments(none), []);
  using disks = new QemuDisks(["writable", "readonly"], reactor);
  const text = diskArguments(disks).map((one) => one.join(" "));
  assertEquals(text.filter((one) => one.startsWith("-blockdev")).map((one) => /read-only=(\w+)/.exec(one)![1]), [
    "off",
    "on",
  ]);
  assertEquals(text.filter((one) => one.includes("serial=husk1")).length, 1);
  assertEquals(text.at(-2), `-chardev socket,id=disks,fd=${disks.theirs!.number}`);
});

Deno.test("QemuDisks tells the guest the size by a node that can be resized, and leaves none of it", async () => {
  await using qemu = monitor();
  const { file, ...rest } = disk();
  await qemu.disks.insert(0, { file, ...rest });
  assertEquals(file.number, -1);
  assertEquals(qemu.taken(), [
    "add-fd 1",
    "blockdev-add disk0-1",
    "add-fd 2",
    "blockdev-add size0-2",
    "qom-set size0-2",
    "block_resize size0-2 4096",
    "qom-set disk0-1",
    "blockdev-del size0-2",
    "remove-fd 2",
  ]);
  await qemu.disks.eject(0);
  assertEquals(qemu.taken(), [
    "add-fd 3",
    "blockdev-add size0-3",
    "qom-set size0-3",
    "block_resize size0-3 512",
    "qom-set empty0",
    "blockdev-del size0-3",
    "remove-fd 3",
    "blockdev-del disk0-1",
    "remove-fd 1",
  ]);
  await qemu.disks.eject(0);
  assertEquals(qemu.taken(), []);
});

Deno.test("QemuDisks leaves nothing of a device that QEMU does not take", async () => {
  await using qemu = monitor();
  qemu.failing = "blockdev-add disk0-1";
  await assertRejects(() => qemu.disks.insert(0, disk()), QmpError, "QMP blockdev-add: no");
  assertEquals(qemu.taken(), ["add-fd 1", "blockdev-add disk0-1", "remove-fd 1"]);
  qemu.failing = "qom-set disk0-2";
  await assertRejects(() => qemu.disks.insert(0, disk()), QmpError, "QMP qom-set: no");
  const commands = qemu.taken();
  assertEquals(commands.slice(commands.indexOf("qom-set disk0-2")), [
    "qom-set disk0-2",
    "qom-set empty0",
    "blockdev-del size0-3",
    "remove-fd 3",
    "blockdev-del disk0-2",
    "remove-fd 2",
  ]);
});
