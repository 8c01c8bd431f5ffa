import { AgentClient } from "../agent_client/agent_client.ts";
import { Qemu } from "../hypervisor/qemu/qemu.ts";
import { selectHypervisor } from "../hypervisor/select.ts";
import { processStartTime } from "../linux/process.ts";
import { sampleTsc, tscKhz, type TscSample } from "../linux/tsc.ts";
import { Reactor } from "../linux/reactor.ts";
import { parseOciSpec } from "../pod/oci_spec.ts";
import { podConfigOf } from "../pod/pod_config.ts";
import { podPaths } from "../pod/pod_paths.ts";
import { PodSandbox } from "../pod/pod_sandbox.ts";
import { type PodParts, startPod } from "../pod/start_pod.ts";
import { StateFile } from "../pod/state_file.ts";
import { Timeline } from "../pod/timeline.ts";
import { toContainerdEvent } from "../service/task_events.ts";
import { registerTaskService } from "../service/task_service.ts";
import { Server } from "../ttrpc/server.ts";
import { messageOf } from "../util/errors.ts";
import { Logger } from "../util/log.ts";
import { prepareSharedDir } from "../virtiofsd/shared_dir.ts";
import { startVirtiofsd } from "../virtiofsd/virtiofsd.ts";
import type { ShimArgs } from "./args.ts";
import { cleanUpPod } from "./clean_up.ts";
import { logFifoWriter } from "./log_fifo.ts";
import { Publisher } from "./publisher.ts";
import { assetsDir } from "./self.ts";
import { socketPath } from "./socket.ts";
import { READY, sandboxOf } from "./start.ts";

/** How long the last events may take to reach a containerd that answers slowly. */
const LAST_EVENTS_MS = 2_000;

/** Where husk is put together: the process that serves one pod, from its first byte on the socket to the last thing removed. */
export async function serve(args: ShimArgs): Promise<void> {
  const timeline = new Timeline(args.started || performance.timeOrigin);
  const log = new Logger(logFifoWriter(`${args.bundle}/log`), { debug: args.debug, fields: { id: args.id } });
  // A fault in one task must not take the pod with it: it is told, and the pod goes on.
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("A task of the shim failed unseen", { error: messageOf(event.reason) });
  });
  const path = await socketPath(args.namespace, args.id);
  let listener: Deno.Listener;
  let pod: PodSandbox;
  const publisher = new Publisher(args.ttrpcAddress, args.namespace, log);
  try {
    pod = makePod(args, path, timeline, log, (event) => publisher.publish(toContainerdEvent(event)));
    listener = listen(path);
  } catch (error) {
    Deno.stdout.writeSync(new TextEncoder().encode(`${messageOf(error)}\n`));
    throw error;
  }
  Deno.stdout.writeSync(new TextEncoder().encode(READY));
  timeline.mark("serve");

  const shutdown = Promise.withResolvers<void>();
  const server = new Server();
  registerTaskService(server, { pod, shutdown: shutdown.resolve });
  acceptAll(listener, server, publisher, log);
  // containerd ends a shim by the Shutdown call; a person may by SIGTERM.
  Deno.addSignalListener("SIGTERM", shutdown.resolve);
  await shutdown.promise;

  await pod[Symbol.asyncDispose]().catch((error) =>
    log.error("The pod did not end cleanly", { error: messageOf(error) })
  );
  await cleanUpPod(args.namespace, args.id, { except: Deno.pid });
  await publisher.close(LAST_EVENTS_MS);
  listener.close();
  Deno.exit(0);
}

function makePod(
  args: ShimArgs,
  socket: string,
  timeline: Timeline,
  log: Logger,
  publish: ConstructorParameters<typeof PodSandbox>[0]["publish"],
): PodSandbox {
  const spec = parseOciSpec(Deno.readTextFileSync(`${args.bundle}/config.json`), `${args.bundle}/config.json`);
  const config = podConfigOf(spec);
  const paths = podPaths(args.namespace, args.id);
  Deno.mkdirSync(paths.shared, { recursive: true, mode: 0o700 });
  const state = new StateFile(paths.state, { namespace: args.namespace, id: args.id, socket });
  state.addProcess({ role: "shim", pid: Deno.pid, startTime: processStartTime(Deno.pid)! });
  const reactor = new Reactor();
  const parts = podParts(log);
  const hostname = spec.hostname ?? args.id.slice(0, 63);
  return new PodSandbox({
    id: args.id,
    sharedDir: paths.shared,
    boot: (signal) => startPod({ id: args.id, config, hostname, paths, parts, state, timeline, log }, signal),
    reactor,
    timeline,
    log,
    publish,
    single: sandboxOf(spec) === undefined,
  });
}

function podParts(log: Logger): PodParts {
  const assets = assetsDir();
  const firstTsc = sampleTsc();
  return {
    shareDir: prepareSharedDir,
    startFileServer: startVirtiofsd,
    createVm: (vm, pod) => {
      const choice = selectHypervisor({ requested: pod.hypervisor, accelerator: pod.accelerator });
      log.debug("Chose a hypervisor", { ...choice });
      return new Qemu(vm, choice.accelerator, { tscKhz: () => hostTscKhz(firstTsc) });
    },
    dialAgent: (channel) => new AgentClient(channel),
    assets: { kernel: `${assets}/vmlinux`, initrd: `${assets}/initramfs.cpio` },
  };
}

/** The host's counter from when this process began until now: some tens of milliseconds, without waiting for any. */
function hostTscKhz(first: TscSample | undefined): number | undefined {
  const last = sampleTsc();
  return first === undefined || last === undefined ? undefined : tscKhz(first, last);
}

/** Listens on `path`, readable by root alone; what a killed shim left there is replaced. */
function listen(path: string): Deno.Listener {
  Deno.mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true, mode: 0o700 });
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const listener = Deno.listen({ transport: "unix", path });
  Deno.chmodSync(path, 0o600);
  return listener;
}

async function acceptAll(listener: Deno.Listener, server: Server, publisher: Publisher, log: Logger): Promise<void> {
  for await (const connection of listener) {
    publisher.retryNow();
    server.serve(connection, { timers: globalThis }).catch((error) =>
      log.warn("A connection to the shim ended", { error: messageOf(error) })
    );
  }
}
