import { Qmp } from "../../src/hypervisor/qemu/qmp.ts";
import { within } from "../../src/util/deadline.ts";
import { messageOf } from "../../src/util/errors.ts";
import { LastLines } from "../../src/util/last_lines.ts";
import { TrailedStream } from "./trailed_stream.ts";

/** What the machine is made of; paths of files that exist. */
export interface MachineParts {
  bzImage: string;
  initramfs: string;
  tools: string;
  scratch: string;
  /** Of the VM's memory, in MiB. */
  memoryMiB: number;
  /** A folder of the machine's own, for its sockets and its console's log. */
  folder: string;
  /** The rate of the host's time stamp counter, which is the guest's too. */
  tscKhz: number | undefined;
  /** What begins and ends each of the command's streams; no output contains it by chance. */
  token: string;
}

/** The VM could not be started, ended before its command had, or took too long. The message is for people. */
export class TestVmError extends Error {
  override name = "TestVmError";
}

/**
 * QEMU's arguments. The guest has AMD's virtualization, which QEMU's translator emulates whole: /dev/kvm inside is a real one.
 * What is off costs the translator more than it is worth: pku a flush of its TLB at each write of PKRU, la57 a fifth level at each
 * miss, smap and smep two flags at each system call, and erms makes copies of string moves, byte by byte (dd ran four times slower).
 */
export function machineArguments(parts: MachineParts): string[] {
  const { folder } = parts;
  const append = [
    "console=ttyS0 loglevel=5 panic=-1 reboot=t",
    "mitigations=off nokaslr cgroup_no_v1=all no_timer_check",
    // Measured by itself on a loaded host its clock ran ten times too fast.
    ...(parts.tscKhz === undefined ? [] : [`tsc=reliable tsc_early_khz=${parts.tscKhz}`]),
  ].join(" ");
  const disk = (id: string, file: string, options: string) => [
    ...["-drive", `if=none,id=${id},file=${file},format=raw,cache=unsafe${options}`],
    ...["-device", `virtio-blk-pci,drive=${id}`],
  ];
  const port = (name: string) => [
    ...["-chardev", `socket,id=${name},path=${folder}/${name}.sock`],
    ...["-device", `virtserialport,chardev=${name},name=husk.${name}`],
  ];
  return [
    ...["-name", "husk-test-vm", "-M", "q35", "-cpu", "max,la57=off,pku=off,erms=off,smap=off,smep=off"],
    ...["-accel", "tcg,thread=multi,tb-size=1024", "-smp", "2", "-m", `${parts.memoryMiB}M`],
    ...["-nodefaults", "-no-user-config", "-nographic", "-no-reboot"],
    ...["-kernel", parts.bzImage, "-initrd", parts.initramfs, "-append", append],
    ...["-serial", `file:${folder}/console.log`],
    ...disk("tools", parts.tools, ",readonly=on"),
    ...disk("scratch", parts.scratch, ""),
    ...["-virtfs", "local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap"],
    ...["-device", "virtio-rng-pci", "-device", "virtio-serial-pci,max_ports=4"],
    ...port("stdout"),
    ...port("stderr"),
    ...port("pulse"),
    ...["-chardev", `socket,id=monitor,path=${folder}/monitor.sock`, "-mon", "chardev=monitor,mode=control"],
  ];
}

/** How long QEMU may take to say where its processors are. */
const MONITOR_MS = 10_000;
/** Looks at the processors, so that what turns in a circle can be told from what stands. */
const LOOKS = 5;
/** Of the console's log, in bytes. */
const CONSOLE_TAIL = 16 << 10;

/** The running test VM. Disposal ends it at once. */
export class Machine implements AsyncDisposable {
  readonly #parts: MachineParts;
  readonly #child: Deno.ChildProcess;
  readonly #listeners: Record<"stdout" | "stderr" | "pulse" | "monitor", Deno.Listener>;
  /** Its file goes once the VM is up, with the folder. */
  readonly #consoleLog: Deno.FsFile;
  readonly #words: LastLines;

  constructor(parts: MachineParts) {
    this.#parts = parts;
    const listen = (name: string) => Deno.listen({ transport: "unix", path: `${parts.folder}/${name}.sock` });
    this.#listeners = {
      stdout: listen("stdout"),
      stderr: listen("stderr"),
      pulse: listen("pulse"),
      monitor: listen("monitor"),
    };
    this.#consoleLog = Deno.openSync(`${parts.folder}/console.log`, { create: true, read: true, write: true });
    // setpriv: QEMU ends with us, however we end.
    this.#child = new Deno.Command("setpriv", {
      args: ["--pdeathsig", "KILL", "qemu-system-x86_64", ...machineArguments(parts)],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      detached: true, // ^C on the terminal is for us, who end it
    }).spawn();
    this.#words = new LastLines(this.#child.stderr);
  }

  /**
   * Hands the command's output on as it comes; resolves to its exit code once all is written. `up` is called when the command is
   * about to start. Rejects with TestVmError where the VM ends before.
   */
  async run(out: (data: Uint8Array) => Promise<void>, err: (data: Uint8Array) => Promise<void>, up: () => void) {
    const follow = async (name: "stdout" | "stderr", write: (data: Uint8Array) => Promise<void>) => {
      using connection = await this.#listeners[name].accept();
      const stream = new TrailedStream(this.#parts.token, name === "stdout" ? up : undefined);
      const buffer = new Uint8Array(1 << 16);
      while (stream.code === undefined) {
        const count = await connection.read(buffer);
        if (count === null) break;
        for (const part of stream.push(buffer.slice(0, count))) await write(part);
      }
      return stream.code;
    };
    const ended = this.#child.status.then(async ({ code }) => {
      const said = await this.#words.end();
      throw new TestVmError(
        `The test VM ended by itself (QEMU's exit code ${code})${said && `: ${said}`}${await this.#console()}`,
      );
    });
    ended.catch(() => {});
    const both = Promise.all([follow("stdout", out), follow("stderr", err)]);
    both.catch(() => {}); // where the VM ends, `ended` tells why
    const [code] = await Promise.race([both, ended]);
    return code ?? await ended;
  }

  /** Calls `beat` whenever the running machine gives a sign of life, every ten seconds or so, until it ends. */
  async pulse(beat: () => void): Promise<void> {
    try {
      using connection = await this.#listeners.pulse.accept();
      const buffer = new Uint8Array(64);
      while (await connection.read(buffer) !== null) beat();
    } catch {
      // The machine has ended.
    }
  }

  /** For a VM that hangs: where its processors are, and its console's last words. Never rejects. */
  async whereItIs(): Promise<string> {
    const processors = await within(this.#processors(), MONITOR_MS, "QEMU's monitor").catch(messageOf);
    return `${processors}${await this.#console()}`;
  }

  async #processors(): Promise<string> {
    const qmp = new Qmp(await this.#listeners.monitor.accept());
    try {
      await qmp.ready();
      const looks: string[] = [];
      for (let look = 0; look < LOOKS; look++) {
        const answer = String(await qmp.execute("human-monitor-command", { "command-line": "info registers -a" }));
        looks.push(
          [...answer.matchAll(/RIP=(\w+).*?CPL=(\d).*?HLT=(\d)/g)].map(([, rip, cpl, halted]) =>
            `${rip} ring ${cpl}${halted === "1" ? " halted" : ""}`
          ).join(", "),
        );
      }
      return `processors at: ${looks.join(" | ")}`;
    } finally {
      await qmp.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.#child.status;
    await this.#words.end();
    for (const listener of Object.values(this.#listeners)) listener.close();
    this.#consoleLog.close();
  }

  async #console(): Promise<string> {
    const { size } = await this.#consoleLog.stat();
    const bytes = new Uint8Array(Math.min(size, CONSOLE_TAIL));
    await this.#consoleLog.seek(size - bytes.length, Deno.SeekMode.Start);
    await this.#consoleLog.read(bytes);
    const text = new TextDecoder().decode(bytes);
    const tail = text.trim().split("\n").slice(-40).join("\n");
    return tail === "" ? "" : `\n${tail}`;
  }
}
