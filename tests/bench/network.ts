/**
 * `deno task bench network`: what a pod's network carries, husk beside runc in one run: TCP in each direction and a round trip,
 * between a container and the other end of its veth pair, over one connection of busybox's nc.
 */
import { mustRun } from "../e2e/command.ts";
import type { Context } from "../e2e/context.ts";
import { PodNetns } from "../e2e/pod_netns.ts";
import { onBed } from "./bed.ts";
import { alternate } from "./start.ts";
import { type Metric, metric } from "./stats.ts";

export interface NetworkOptions {
  rounds: number;
  dist: string;
  progress: (line: string) => void;
}

const MB = 1e6;
const STREAM_BYTES = 64 * 1024 * 1024;
/** Bytes of one write. */
const BLOCK = 65_536;
const PINGS = 200;
const TO_OUTSIDE = 5001;
const TO_CONTAINER = 5002;
/** Serves each connection with zeros, straight from the program into the socket. */
const zeros = (port: number) => {
  const count = `count=${STREAM_BYTES / BLOCK}`;
  return ["nc", "-ll", "-p", String(port), "-e", "dd", "if=/dev/zero", `bs=${BLOCK}`, count];
};

/** A container with one interface, which sends zeros to whoever connects; the other end does too. */
async function setUp(context: Context): Promise<{ id: string; netns: PodNetns }> {
  const netns = await PodNetns.simple(context);
  const id = await context.detached(zeros(TO_OUTSIDE), { flags: netns.flags });
  context.background("nsenter", [`--net=${netns.outsidePath}`, "busybox", ...zeros(TO_CONTAINER)]);
  await netns.listens(TO_CONTAINER);
  const listening = `until grep -q ':${TO_OUTSIDE.toString(16).toUpperCase()} .* 0A ' /proc/net/tcp*; do :; done`;
  const { code } = await context.exec(id, ["sh", "-c", listening]);
  if (code !== 0) throw new Error("The container does not listen");
  return { id, netns };
}

export function benchNetwork({ rounds, dist, progress }: NetworkOptions): Promise<Metric[]> {
  return onBed(dist, async ({ context }) => {
    const contexts = { husk: context("husk"), runc: context("runc") };
    const pods = { husk: await setUp(contexts.husk), runc: await setUp(contexts.runc) };
    progress(`container to outside, ${rounds} rounds of ${STREAM_BYTES / MB} MB`);
    const out = await alternate(rounds, (runtime) => rateOut(pods[runtime].netns));
    progress(`outside to container, ${rounds} rounds of ${STREAM_BYTES / MB} MB`);
    const into = await alternate(rounds, (runtime) => rateIn(contexts[runtime], pods[runtime].id));
    progress(`round trips, ${rounds} rounds of ${PINGS}`);
    const trip = await alternate(rounds, (runtime) => roundTrip(pods[runtime].netns));
    return [
      metric("container to outside", "MB/s", out.husk, out.runc),
      metric("outside to container", "MB/s", into.husk, into.runc),
      metric("round trip", "us", trip.husk, trip.runc),
    ];
  });
}

async function rateOut(netns: PodNetns): Promise<number> {
  const { stdout, ms } = await netns.outside("sh", "-c", `busybox nc 10.77.0.2 ${TO_OUTSIDE} </dev/null | wc -c`);
  return rate(stdout, ms);
}

/** The time is the container's own: the exec that asks for it is not of the network. */
async function rateIn(context: Context, id: string): Promise<number> {
  const received = "cat /sys/class/net/eth0/statistics/rx_bytes";
  const now = "cut -d' ' -f1 /proc/uptime";
  const script = `${received}; ${now}; nc 10.77.0.1 ${TO_CONTAINER} </dev/null >/dev/null; ${now}; ${received}`;
  const { stdout } = await context.exec(id, ["sh", "-c", script], { timeout: 120_000 });
  const [before, start, end, after] = stdout.trim().split("\n").map(Number);
  // Headers come on top of what was asked for.
  if (!(after! - before! >= STREAM_BYTES)) throw new Error(`${after! - before!} bytes came of ${STREAM_BYTES}`);
  return STREAM_BYTES / MB / (end! - start!);
}

function rate(bytes: string, ms: number): number {
  if (Number(bytes) !== STREAM_BYTES) throw new Error(`${bytes.trim()} bytes came of ${STREAM_BYTES}`);
  return STREAM_BYTES / MB / (ms / 1000);
}

/** Microseconds, the mean of pings sent each as soon as the last one was answered. */
async function roundTrip(netns: PodNetns): Promise<number> {
  const { stdout } = await mustRun("nsenter", [
    `--net=${netns.outsidePath}`,
    ...["busybox", "ping", "-q", "-A", "-c", String(PINGS), "10.77.0.2"],
  ]);
  const mean = /min\/avg\/max = [\d.]+\/([\d.]+)\//.exec(stdout)?.[1];
  if (mean === undefined) throw new Error(`ping tells no times: ${stdout}`);
  return Number(mean) * 1000;
}
