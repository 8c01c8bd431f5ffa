import { parseCommand } from "./arguments.ts";
import { ageOf, describe, findPods, memoryOf, type Pod } from "./pods.ts";
import { age, megabytes, table } from "./text.ts";
import { messageOf } from "../util/errors.ts";

export interface PodRow {
  namespace: string;
  id: string;
  name: string;
  /** Of the VM: "booting", "running", "paused", "ended"; "lost" where the shim is gone; "silent" where it does not answer. */
  state: string;
  reason: string;
  vm: string;
  vcpus: number;
  memoryMib: number;
  /** Bytes. */
  memory: { shim: number; vmm: number; virtiofsd: number; guest: number; total: number };
  ageSeconds: number | null;
  containers: { id: string; state: string }[];
}

/** `husk ps`: the pods of this node, a line each. */
export async function ps(args: string[]): Promise<number> {
  const { flags } = parseCommand(args, { flags: ["json"] });
  const rows = await Promise.all(findPods().map(rowOf));
  if (flags.has("json")) console.log(JSON.stringify(rows, null, 2));
  else console.log(format(rows));
  return 0;
}

export async function rowOf(pod: Pod): Promise<PodRow> {
  const { processes, guest, total } = memoryOf(pod);
  const own = (wanted: string) =>
    processes.filter(({ role }) => role === wanted).reduce((sum, { own }) => sum + own, 0);
  const row: PodRow = {
    namespace: pod.namespace,
    id: pod.id,
    name: pod.name,
    state: "lost",
    reason: "its shim is gone: containerd removes what is left with the pod",
    vm: "",
    vcpus: 0,
    memoryMib: 0,
    memory: { shim: own("shim"), vmm: own("vmm"), virtiofsd: own("virtiofsd"), guest, total },
    ageSeconds: ageOf(pod) ?? null,
    containers: [],
  };
  try {
    const answer = await describe(pod, { figures: false });
    if (answer?.vm === undefined) return row;
    const { state, reason, hypervisor, accelerator, vcpus, memoryMib } = answer.vm;
    const vm = hypervisor === "" ? "" : `${hypervisor} (${accelerator})`;
    const containers = answer.containers.map((container) => ({ id: container.id, state: container.state }));
    return { ...row, state, reason, vm, vcpus, memoryMib, containers };
  } catch (error) {
    return { ...row, state: "silent", reason: messageOf(error) };
  }
}

/** Ids are cut to what Kubernetes' tools show; `--json` has them whole. */
const ID_LENGTH = 13;

export function format(rows: readonly PodRow[]): string {
  const header = [
    "NAMESPACE",
    "ID",
    "POD",
    "STATE",
    "VM",
    "VCPUS >",
    "SIZE >",
    "OWN >",
    "GUEST >",
    "AGE >",
    "CONTAINERS",
  ];
  return table(
    header,
    rows.map((row) => [
      row.namespace,
      row.id.slice(0, ID_LENGTH),
      row.name || "-",
      row.state,
      row.vm || "-",
      row.vcpus === 0 ? "-" : String(row.vcpus),
      row.memoryMib === 0 ? "-" : `${row.memoryMib} MiB`,
      megabytes(row.memory.total - row.memory.guest),
      megabytes(row.memory.guest),
      row.ageSeconds === null ? "-" : age(row.ageSeconds),
      containersText(row.containers),
    ]),
  );
}

/** "2 running, 1 stopped". */
function containersText(containers: readonly { state: string }[]): string {
  const counts = Map.groupBy(containers, ({ state }) => state);
  return [...counts].map(([state, list]) => `${list.length} ${state}`).join(", ") || "-";
}
