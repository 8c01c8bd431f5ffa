/**
 * VMs that begin and end one after the other in one process, in which none of them may leave anything:
 * `deno task vm -- deno run -A tests/vm/boots.ts [--boots N] [--agents N]`.
 */
import { parseArgs } from "@std/cli/parse-args";
import { type Counts, noCounts } from "../../scripts/test_counts.ts";
import { AgentClient } from "../../src/agent_client/agent_client.ts";
import { Kvm } from "../../src/hypervisor/kvm/kvm.ts";
import { claimCid } from "../../src/hypervisor/vsock.ts";
import { inNetns } from "../../src/linux/netns.ts";
import { privateDirty } from "../../src/linux/process_memory.ts";
import { Reactor } from "../../src/linux/reactor.ts";
import { openTap } from "../../src/linux/tap.ts";
import { run } from "../../src/linux/testing.ts";
import { BoundedLog } from "../../src/pod/bounded_log.ts";
import { prepareSharedDir } from "../../src/virtiofsd/shared_dir.ts";
import { startVirtiofsd } from "../../src/virtiofsd/virtiofsd.ts";

const DIST = new URL("../../dist/", import.meta.url).pathname;
const BOOT_MS = 120_000;
/** Boots that load what is loaded once; what is there after them must not grow. */
const WARM_UP = 2;
/**
 * Mappings and bytes by which the engine may grow over all boots: its heap does by as much while this looks again and again. Of what is a
 * VM's by name no growth is allowed; of the rest a hundred boots that left a mapping each would be far beyond.
 */
const MOST_MAPPINGS = 60, MOST_MEMORY = 16e6;
/** How long idle threads of Deno's pool stay is theirs to decide: ten seconds. */
const SETTLE_MS = 20_000;

/** What a boot may leave in this process, as names to compare. */
interface Held {
  fds: string[];
  /** Mappings of a VM's: its memory, its vCPUs. */
  vmMappings: string[];
  /** Threads of a VM's: vCPUs, and the kernel's helpers. */
  vmThreads: string[];
  threads: number;
  children: string[];
  mappings: number;
  memory: number;
}

/** Boots a VM with a network card, on vsock, up to the first instructions or to the agent's answer, and ends it. */
async function boot(netns: string, reactor: Reactor, toAgent: boolean): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const signal = AbortSignal.timeout(BOOT_MS);
  const dir = await Deno.makeTempDir({ prefix: "husk-boots-" });
  stack.defer(() => Deno.remove(dir, { recursive: true }));
  await Deno.mkdir(`${dir}/shared`);
  stack.use(prepareSharedDir(`${dir}/shared`));
  const socket = `${dir}/fs.sock`;
  stack.use(await startVirtiofsd({ socket, sharedDir: `${dir}/shared`, signal }));
  const claim = claimCid();
  if (!("vhost" in claim)) throw new Error(claim.reason);
  stack.use(claim.vhost);
  const tap = stack.use(inNetns(netns, () => openTap("tap0")));
  const vm = stack.use(
    new Kvm({
      kernel: `${DIST}vmlinux`,
      initrd: `${DIST}initramfs.cpio`,
      kernelArgs: [],
      vcpus: 2,
      memoryMiB: 128,
      mostMemoryMiB: 256,
      sharedFs: { socket, tag: "husk" },
      agent: { kind: "vsock", claim, port: 1024 },
      nets: [{ tapFd: tap.number, mac: "02:00:00:00:00:01", mtu: 1500, queueSize: 256 }],
      diskSlots: 2,
      consoleSocket: "",
      runDir: dir,
    }, reactor),
  );
  await vm.start(signal);
  if (!toAgent) return;
  const log = stack.use(new BoundedLog(`${dir}/guest.log`, 65536));
  const following = log.follow(await vm.connectConsole(signal));
  stack.defer(following.stop);
  const ended = vm.exited.then(({ reason }): never => {
    throw new Error(`The VM ended as it booted: ${reason}\n${log.tail(1000)}`);
  });
  ended.catch(() => {});
  const agent = new AgentClient(await Promise.race([vm.connectAgent(() => log.said(), signal), ended]));
  stack.defer(() => agent.close());
  await Promise.race([agent.setTime(Date.now()), ended]);
}

function held(): Held {
  const fds = Array.from(Deno.readDirSync("/proc/self/fd"), ({ name }) => link(`/proc/self/fd/${name}`)).sort();
  const maps = Deno.readTextFileSync("/proc/self/maps").trim().split("\n");
  const threads = Array.from(Deno.readDirSync("/proc/self/task"), ({ name }) => read(`/proc/self/task/${name}/comm`));
  const children = Array.from(Deno.readDirSync("/proc"), ({ name }) => name).filter((name) =>
    new RegExp(`^PPid:\\t${Deno.pid}$`, "m").test(read(`/proc/${name}/status`))
  );
  return {
    // The listing's own.
    fds: fds.filter((fd) => fd !== "" && !fd.startsWith("/proc/")),
    vmMappings: maps.filter((line) => /kvm|memfd|vhost/.test(line)),
    vmThreads: threads.filter((name) => /^(vcpu|kvm|vhost)/.test(name)),
    threads: threads.length,
    children: children.map((pid) => read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")),
    mappings: maps.length,
    memory: privateDirty(Deno.pid),
  };
}

/** What there is now and was not before: a line each. */
function left(before: Held, now: Held): string[] {
  const more = (key: "fds" | "vmMappings" | "vmThreads" | "children") => {
    const rest = [...before[key]];
    return now[key].filter((one) => {
      const at = rest.indexOf(one);
      if (at >= 0) rest.splice(at, 1);
      return at < 0;
    }).map((one) => `${key}: ${one}`);
  };
  const grown = (key: "threads" | "mappings" | "memory", most: number) =>
    now[key] - before[key] > most ? [`${key}: ${before[key]} to ${now[key]}`] : [];
  return [
    ...(["fds", "vmMappings", "vmThreads", "children"] as const).flatMap(more),
    ...grown("threads", 0),
    ...grown("mappings", MOST_MAPPINGS),
    ...grown("memory", MOST_MEMORY),
  ];
}

/** `boots` VMs, of which the first `agents` boot to the agent; the others end with their first instructions. */
interface Boots {
  boots: number;
  agents: number;
}

/** The test's name in the report. */
export function bootsName({ boots, agents }: Boots): string {
  return `kvm: ${boots} VMs in one process, ${agents} of them booted to the agent, leave nothing in it`;
}

/** Runs it, and prints its line with what a boot took and what the process held before and after. */
export async function testBoots({ boots, agents }: Boots, print: (line: string) => void): Promise<Counts> {
  const started = performance.now();
  const name = `husk-test-${crypto.randomUUID().slice(0, 8)}`;
  const netns = `/var/run/netns/${name}`;
  const reactor = new Reactor();
  const title = bootsName({ boots, agents });
  let problems: string[] = [], figures = "";
  run("ip", "netns", "add", name);
  try {
    for (let count = 0; count < WARM_UP; count++) await boot(netns, reactor, count === 0);
    const before = await settled();
    const times = { agent: 0, short: 0 };
    for (let count = 0; count < boots; count++) {
      const begun = performance.now();
      await boot(netns, reactor, count < agents);
      times[count < agents ? "agent" : "short"] += performance.now() - begun;
    }
    const now = await settled(before);
    problems = left(before, now);
    const each = (ms: number, of: number) => `${(ms / Math.max(of, 1) / 1000).toFixed(2)} s`;
    figures = `${each(times.agent, agents)} and ${each(times.short, boots - agents)} each; ` +
      `${now.fds.length} descriptors, ${before.mappings} to ${now.mappings} mappings, ${now.threads} threads, ` +
      `${(before.memory / 1e6).toFixed(1)} to ${(now.memory / 1e6).toFixed(1)} MB`;
  } catch (error) {
    problems.push(error instanceof Error ? error.stack ?? error.message : String(error));
  } finally {
    run("ip", "netns", "delete", name);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  print(`${problems.length === 0 ? "ok  " : "FAIL"}  ${title} (${seconds} s; ${figures})`);
  problems.forEach((problem) => print(`      ${problem}`));
  return { ...noCounts(), [problems.length === 0 ? "passed" : "failed"]: 1 };

  /** Once nothing is under way: no event tells of a thread of the pool or of the kernel that ends. */
  async function settled(before?: Held): Promise<Held> {
    await reactor.idle();
    const end = performance.now() + SETTLE_MS;
    for (let now = held();; now = held()) {
      const isDone = before === undefined ? now.vmThreads.length === 0 : left(before, now).length === 0;
      if (isDone || performance.now() > end) return now;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path).trim();
  } catch {
    return ""; // gone since it was listed
  }
}

function link(path: string): string {
  try {
    return Deno.readLinkSync(path).replace(/:\[\d+\]$/, "");
  } catch {
    return "";
  }
}

if (import.meta.main) {
  const { boots, agents } = parseArgs(Deno.args, { string: ["boots", "agents"] });
  const count = Number(boots ?? 100);
  const { failed } = await testBoots({ boots: count, agents: Number(agents ?? Math.min(count, 5)) }, console.log);
  Deno.exit(failed === 0 ? 0 : 1);
}
