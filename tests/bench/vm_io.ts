/**
 * What a VM carries in and out: a file read and written through virtio-fs, as the guest itself times it, and the output of a process through
 * vsock, as whoever reads it does. A pod over husk's VMM and one over QEMU with KVM, in turn.
 */
import { backendNamed } from "../e2e/backends.ts";
import type { Context } from "../e2e/context.ts";
import { onBed } from "./bed.ts";
import { type Metric, metric } from "./stats.ts";
import { out, take } from "./stdio.ts";

export interface VmIoOptions {
  rounds: number;
  dist: string;
  /** Bytes of each transfer, in MiB. */
  mebibytes: number;
  progress: (line: string) => void;
}

const MB = 1e6;

interface Pod {
  context: Context;
  id: string;
}

export function benchVmIo({ rounds, dist, mebibytes, progress }: VmIoOptions): Promise<Metric[]> {
  return onBed(dist, async ({ directory, context }) => {
    const bytes = mebibytes << 20;
    const data = `${directory}/data`;
    await Deno.mkdir(data);
    const podOver = async (backend: string): Promise<Pod> => {
      const made = context("husk", backendNamed(backend));
      const mount = `type=bind,src=${data},dst=/data,options=rbind:rw`;
      return { context: made, id: await made.detached(["sleep", "100000"], { flags: ["--mount", mount] }) };
    };
    const pods = { husk: await podOver("kvm"), QEMU: await podOver("qemu-kvm") };
    const metrics: Metric[] = [];
    const measure = async (name: string, rateOf: (pod: Pod, file: string) => Promise<number>) => {
      progress(`${name}, ${rounds} rounds of ${mebibytes} MiB`);
      const rates = { husk: [] as number[], QEMU: [] as number[] };
      for (let round = 0; round <= rounds; round++) {
        for (const rival of ["husk", "QEMU"] as const) {
          const rate = await rateOf(pods[rival], `${name.replaceAll(/\W/g, "")}.${rival}.${round}`);
          // The first round fills caches.
          if (round > 0) rates[rival].push(rate);
        }
      }
      metrics.push(metric(name, "MB/s", rates.husk, rates.QEMU, "QEMU"));
    };
    await measure("virtio-fs, a file read", async (pod, file) => {
      // One that no guest has seen yet; it is in the host's page cache.
      await Deno.writeFile(`${data}/${file}`, new Uint8Array(bytes));
      return await copied(pod, `if=/data/${file} of=/dev/null`, bytes);
    });
    await measure(
      "virtio-fs, a file written",
      (pod, file) => copied(pod, `if=/dev/zero of=/data/${file} conv=fsync`, bytes),
    );
    await measure(
      "vsock, a process's output",
      async ({ context, id }) => (await take(context, id, bytes, out(bytes, 65536))).rate,
    );
    return metrics;
  });
}

/** dd in the container, timed by its shell, to 10 ms; in MB/s. */
async function copied({ context, id }: Pod, operands: string, bytes: number): Promise<number> {
  const { code, stderr } = await context.exec(id, ["sh", "-c", `time dd ${operands} bs=1M count=${bytes >> 20}`]);
  const real = /^real\s+(\d+)m\s*([\d.]+)s$/m.exec(stderr);
  const isWhole = stderr.includes(`${bytes >> 20}+0 records out`);
  if (code !== 0 || real === null || !isWhole) throw new Error(`dd ${operands}: exit code ${code}: ${stderr}`);
  return bytes / MB / (Number(real[1]) * 60 + Number(real[2]));
}
