import { TaskDefinition as TaskV2 } from "../gen/task/v2/task.ts";
import { TaskDefinition as TaskV3 } from "../gen/task/v3/task.ts";
import { Status } from "../gen/types/task.ts";
import type { PodSandbox } from "../pod/pod_sandbox.ts";
import type { Process } from "../pod/process.ts";
import type { CallContext, Implementation } from "../ttrpc/definition.ts";
import type { Server } from "../ttrpc/server.ts";
import { Code, StatusError } from "../util/errors.ts";
import { encodeMetrics, METRICS_TYPE_URL } from "./metrics.ts";
import { configPathOf } from "./runtime_options.ts";
import { timestampOf } from "./timestamp.ts";
import { withStatus } from "./with_status.ts";

const EMPTY = {};

export interface TaskServiceOptions {
  pod: PodSandbox;
  /** The node's configuration file, with which the pod has begun. */
  configPath: string;
  /** Ends the pod; resolves when nothing is left of it but the process, which ends once the call is answered. */
  shutdown: (call: CallContext) => Promise<void>;
}

/** Registers the Task API, which is the same under its versions 2 and 3 (containerd api/runtime/task). */
export function registerTaskService(server: Server, options: TaskServiceOptions): void {
  const service = withStatus(taskService(options));
  server.register(TaskV2, service);
  server.register(TaskV3, service);
}

/** Protocol in, pod calls out. What is not here (Checkpoint) answers UNIMPLEMENTED. */
function taskService({ pod, configPath, shutdown }: TaskServiceOptions): Implementation<typeof TaskV3> {
  const processOf = (request: { id: string; execId: string }) => pod.container(request.id).process(request.execId);
  return {
    async create(request) {
      if (request.checkpoint !== "") throw new StatusError(Code.UNIMPLEMENTED, "Cannot create from a checkpoint");
      mustAgree(configPathOf(request.options), configPath);
      const { id, bundle, rootfs, stdin, stdout, stderr, terminal } = request;
      const container = await pod.createContainer({ id, bundle, rootfs, io: { stdin, stdout, stderr, terminal } });
      return { pid: container.init.pid };
    },

    async start({ id, execId }) {
      return { pid: await pod.startProcess(id, execId) };
    },

    async delete({ id, execId }) {
      const process = execId === "" ? (await pod.deleteContainer(id)).init : await pod.container(id).deleteExec(execId);
      return { pid: process.pid, ...exitOf(process) };
    },

    async exec({ id, execId, spec, stdin, stdout, stderr, terminal }) {
      if (execId === "") throw new StatusError(Code.INVALID_ARGUMENT, "An exec needs an id");
      if (spec === undefined) throw new StatusError(Code.INVALID_ARGUMENT, `Exec '${execId}' has no process`);
      const json = new TextDecoder().decode(spec.value);
      await pod.container(id).exec(execId, json, { stdin, stdout, stderr, terminal });
      return EMPTY;
    },

    state(request) {
      const container = pod.container(request.id);
      const process = container.process(request.execId);
      return Promise.resolve({
        id: request.id,
        bundle: container.bundle,
        pid: process.pid,
        status: statusOf(process),
        ...process.io,
        ...exitOf(process),
        execId: request.execId,
      });
    },

    async wait(request) {
      const process = processOf(request);
      await process.exited;
      return exitOf(process);
    },

    async kill({ id, execId, signal, all }) {
      await pod.kill(id, execId, signal, all);
      return EMPTY;
    },

    async pause({ id }) {
      await pod.container(id).pause();
      return EMPTY;
    },

    async resume({ id }) {
      await pod.container(id).resume();
      return EMPTY;
    },

    async update({ id, resources }) {
      if (resources === undefined) throw new StatusError(Code.INVALID_ARGUMENT, `Update of '${id}' has no resources`);
      await pod.answering(id).update(new TextDecoder().decode(resources.value));
      return EMPTY;
    },

    async resizePty(request) {
      await processOf(request).resize(request.height, request.width);
      return EMPTY;
    },

    closeIO(request) {
      if (request.stdin) processOf(request).closeStdin();
      return Promise.resolve(EMPTY);
    },

    async pids({ id }) {
      const pids = await pod.answering(id).pids();
      return { processes: pids.map((pid) => ({ pid, info: undefined })) };
    },

    async stats({ id }) {
      return { stats: { typeUrl: METRICS_TYPE_URL, value: encodeMetrics(await pod.answering(id).stats()) } };
    },

    connect({ id }) {
      return Promise.resolve({ shimPid: Deno.pid, taskPid: pod.container(id).init.pid, version: "" });
    },

    async shutdown({ now }, context) {
      // containerd asks after each container; the shim goes when the last one has.
      if (now || pod.empty) await shutdown(context);
      return EMPTY;
    },
  };
}

/** CRI-O names the configuration only now, when the pod's VM boots already: what it would change must not be lost in silence. */
function mustAgree(wanted: string, configPath: string): void {
  if (wanted === "" || wanted === configPath) return;
  throw new StatusError(
    Code.FAILED_PRECONDITION,
    `The pod has begun with the configuration '${configPath}' and cannot change to '${wanted}': under CRI-O it is the one file`,
  );
}

function exitOf(process: Process) {
  return process.exit === undefined
    ? { exitStatus: 0, exitedAt: undefined }
    : { exitStatus: process.exit.status, exitedAt: timestampOf(process.exit.at) };
}

function statusOf(process: Process): Status {
  switch (process.state) {
    case "created":
      return Status.CREATED;
    case "starting":
    case "running":
      return process.exit === undefined ? Status.RUNNING : Status.STOPPED;
    case "paused":
      return Status.PAUSED;
    default:
      return Status.STOPPED;
  }
}
