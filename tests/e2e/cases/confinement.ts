/** What a pod's processes on the host may still do once its guest runs. */
import { assert, assertEquals } from "@std/assert";
import type { Context } from "../context.ts";
import { type Part, podPids } from "../pod_processes.ts";
import type { TestCase } from "../harness.ts";

/** A field of every thread of these processes, by thread: "0" to "2" for Seccomp, whose 2 is a filter (proc(5)). */
function ofThreads(pids: readonly number[], field: string): string[] {
  return pids.flatMap((pid) =>
    Array.from(Deno.readDirSync(`/proc/${pid}/task`), ({ name }) => {
      const status = Deno.readTextFileSync(`/proc/${pid}/task/${name}/status`);
      return new RegExp(`^${field}:[ \t]*(\\S*)`, "m").exec(status)![1]!;
    })
  );
}

function only(context: Context, id: string, part: Part, field: string, wanted: string): void {
  const values = ofThreads(podPids(context, id, part), field);
  assert(values.length > 0, `no ${part}`);
  assertEquals([...new Set(values)], [wanted], `${field} of ${part}`);
}

/** Whether QEMU can be a user of its own: docs/decisions.md. */
function kvmIsRootsAlone(): boolean {
  const { mode, gid } = Deno.statSync("/dev/kvm");
  return (mode! & 0o006) !== 0o006 && ((mode! & 0o060) !== 0o060 || gid === 0);
}

export const confinementCases: TestCase[] = [
  {
    name:
      "every thread of a pod's processes is under a filter and without huge pages, and its VMM and file server can gain no privileges",
    runtimes: ["husk"],
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      only(context, id, "shim", "Seccomp", "2");
      only(context, id, "virtiofsd", "Seccomp", "2");
      // The first process only waits for the one that serves, in its sandbox; what counts there is its main thread.
      const [, served] = podPids(context, id, "virtiofsd");
      assertEquals(ofThreads([served!], "NoNewPrivs")[0], "1");
      for (const namespace of ["mnt", "pid", "net"]) {
        const link = (pid: number | string) => Deno.readLinkSync(`/proc/${pid}/ns/${namespace}`);
        assert(link(served!) !== link("self"), `virtiofsd shares our ${namespace} namespace`);
      }
      const vmm = podPids(context, id, "qemu");
      const parts: Part[] = ["shim", "virtiofsd", ...vmm.length > 0 ? ["qemu" as const] : []];
      for (const part of parts) only(context, id, part, "THP_enabled", "0");
      if (vmm.length === 0) {
        const vcpus = ofThreads(podPids(context, id, "shim"), "Name").filter((name) => /^vcpu\d+$/.test(name));
        assertEquals(vcpus, ["vcpu0"]);
        const unprivileged = ofThreads(podPids(context, id, "shim"), "NoNewPrivs").filter((value) => value === "1");
        assertEquals(unprivileged.length, vcpus.length);
        return;
      }
      only(context, id, "qemu", "Seccomp", "2");
      only(context, id, "qemu", "NoNewPrivs", "1");
      const isKvm = Deno.readTextFileSync(`/proc/${vmm[0]}/cmdline`).includes("-accel\0kvm");
      if (isKvm && kvmIsRootsAlone()) return context.note("QEMU as root: /dev/kvm is root's alone");
      only(context, id, "qemu", "CapEff", "0000000000000000");
      assert(Number(ofThreads(vmm, "Uid")[0]) >= 0x70000000);
    },
  },
];
