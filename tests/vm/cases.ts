/**
 * What runs in the test VM: end-to-end cases on each backend that needs real KVM, and those that need a device which only the VM has. Its
 * processor is translated, so a case takes ten times as long as outside: a few of each kind for the shim's own VMM, which is the default where
 * KVM is real, and of those a few for QEMU, where it is another matter with KVM than without.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { threadsWokenSince, voluntarySwitches } from "../../src/linux/process_memory.ts";
import { allCases } from "../e2e/cases/mod.ts";
import { mustRun } from "../e2e/command.ts";
import { pickCases } from "../e2e/pick.ts";
import { podPids } from "../e2e/pod_processes.ts";
import { throughCat } from "../e2e/cases/stdio.ts";
import type { TestCase } from "../e2e/harness.ts";
import { killMomentsCase } from "../e2e/kill_moments.ts";

const NAMES = [
  "ctr run sees the guest's kernel, not the host's",
  "ctr run passes on exit code 42",
  "a VM of 1 vCPU and 64 MiB has them",
  "a VM of 2 vCPUs and 512 MiB has them",
  "a VM of 4 vCPUs and 3072 MiB has them",
  "a VM of 1 vCPU and 8192 MiB has them",
  "ctr task kill -s TERM ends the container with exit code 143",
  "ctr task exec prints, passes on the exit code, and keeps stderr apart",
  "ctr task metrics tells memory and CPU time that the container has used",
  "ctr events shows create, start, exit, delete of a run in this order",
  "memory and CPU limits are set on the container's cgroup",
  "an update beyond what the VM has lets it grow, where its hypervisor can",
  "CRI: a container with a larger limit than its VM has room for lets it grow, where its hypervisor can",
  "CRI: a paused sandbox stands still as a whole, refuses what needs its VM, and goes on once resumed or killed in",
  "every byte value passes unchanged both ways",
  "both outputs at once arrive whole",
  "a process opens its outputs again by /dev/stdout and /dev/stderr",
  "a container that fills a FIFO nobody reads is killed and deleted",
  "ctr run -t gives the container a terminal on all three descriptors and passes on the exit code",
  "ctr task exec -t resizes its own terminal, not the container's",
  "a container reaches the other end of its interface, over IPv4 and IPv6, and is reached",
  "a block device of the host: a container makes a file system on it, writes and syncs, and the host reads it",
  "a read-only block device is not written to, whatever the container may do in its guest",
  "every thread of a pod's processes is under a filter and without huge pages, and its VMM and file server can gain no privileges",
  "kill -9 of shim: the task is reported as exited and can be deleted",
  "kill -9 of virtiofsd: the task is reported as exited and can be deleted",
  "virtiofsd of Rust: a root filesystem and a volume with a mount in it are read and written",
];

/** Beside those. */
const KVM: readonly TestCase[] = [
  throughCat(100, 120_000),
  {
    name: "a pod that asks for no hypervisor gets the one in the shim",
    async run(context) {
      const id = await context.detached(["sleep", "1000"], { flags: ["--annotation", "io.husk.hypervisor=auto"] });
      const { stdout } = await mustRun(`${context.dist}/husk`, ["ps", "--json"]);
      const rows = JSON.parse(stdout) as { id: string; vm: string; memory: { vmm: number } }[];
      const row = rows.find((row) => row.id === id);
      assertEquals([row?.vm, row?.memory.vmm], ["kvm (kvm)", 0]);
      assertMatch((await mustRun(`${context.dist}/husk`, ["check"])).stdout, /a pod runs on: kvm with kvm: /);
    },
  },
  {
    name: "the agent is reached over vsock",
    async run(context) {
      const { log } = context.containerd;
      const mark = log.mark();
      const id = await context.detached(["sleep", "1000"]);
      const line = await log.wait((line) => line.includes("The agent is reached") && line.includes(id), { from: mark });
      assertMatch(line, /over=vsock/);
    },
  },
];

/** Of the shim's own VMM alone: QEMU has a main loop that wakes up. */
const IDLE: TestCase = {
  name:
    "in half a minute an idle pod does not wake up once: no thread of its shim, vCPUs included, or of its file server",
  timeout: 180_000,
  async run(context) {
    const id = await context.detached(["sleep", "1000"]);
    const pids = (["shim", "virtiofsd"] as const).flatMap((part) => podPids(context, id, part));
    assert(pids.length >= 2, `only ${pids}`);
    // Threads of the engine's pool end when they have had nothing to do for ten seconds; the guest has its boot to finish.
    await pause(IDLE_MS);
    const before = pids.map(voluntarySwitches);
    await pause(IDLE_MS);
    const woken = pids.flatMap((pid, at) => threadsWokenSince(pid, before[at]!));
    assertEquals(woken, []);
  },
};
const IDLE_MS = 30_000;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The cases of the shim's own VMM, in the order of all. */
export const backendCases: readonly TestCase[] = [...KVM, ...pickCases(allCases, NAMES)];

/** ... and of QEMU with KVM. */
export const qemuCases: readonly TestCase[] = pickCases(backendCases, [
  "the agent is reached over vsock",
  "ctr run sees the guest's kernel, not the host's",
  "ctr run passes on exit code 42",
  "a VM of 4 vCPUs and 3072 MiB has them",
  "ctr task exec prints, passes on the exit code, and keeps stderr apart",
  "both outputs at once arrive whole",
  "ctr run -t gives the container a terminal on all three descriptors and passes on the exit code",
  "a container reaches the other end of its interface, over IPv4 and IPv6, and is reached",
  "a block device of the host: a container makes a file system on it, writes and syncs, and the host reads it",
  "every thread of a pod's processes is under a filter and without huge pages, and its VMM and file server can gain no privileges",
  "kill -9 of shim: the task is reported as exited and can be deleted",
]);

/** Of the twenty moments that are for by hand (../e2e/kill_moments.ts). */
const MOMENTS = 3;

/** The cases of one backend. What is killed at random is what has most to leave behind: a shim that is the VMM itself. */
export function casesOf(backend: string): TestCase[] {
  if (backend !== "kvm") return [...qemuCases];
  const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  return [...backendCases, IDLE, killMomentsCase(MOMENTS, seed)];
}
