import { within } from "../util/deadline.ts";
import { Code, messageOf, StatusError } from "../util/errors.ts";
import { describeExit } from "../util/exit_status.ts";
import { LastLines } from "../util/last_lines.ts";
import type { Logger } from "../util/log.ts";
import type { OciSpec } from "./oci_spec.ts";

/**
 * Hooks of the OCI runtime specification (config.md, "POSIX-platform Hooks"). Those that belong to the runtime's namespaces run on the
 * host, as under runc: prestart and createRuntime once the VM is there and the root file system is mounted, before the container is
 * made; poststart and poststop after what they are named for. startContainer's path is one of the container's, so the guest's crun
 * runs it. createContainer names a program of the host that is to run inside the container's namespaces: there is no such place.
 */
export type HostHook = "prestart" | "createRuntime" | "poststart" | "poststop";

interface Hook {
  path: string;
  args?: string[];
  env?: string[];
  /** Seconds. */
  timeout?: number;
}

/** What a hook reads from its stdin (runtime.md, "State"). */
export interface HookState {
  ociVersion: string;
  id: string;
  status: "creating" | "created" | "running" | "stopped";
  pid?: number;
  bundle: string;
  annotations?: Record<string, string>;
}

/** The host's hooks of one container. */
export class ContainerHooks {
  #spec: OciSpec;
  #state: Omit<HookState, "status">;
  #log: Logger;

  /** Throws as `checkHooks`. */
  constructor(spec: OciSpec, container: { id: string; bundle: string; pid: number }, log: Logger) {
    checkHooks(spec);
    this.#spec = spec;
    const { ociVersion, annotations } = spec;
    this.#state = { ociVersion, ...container, ...(annotations && { annotations }) };
    this.#log = log;
  }

  /** Throws where one fails; those of the container's end are run then, as the specification has it. */
  async beforeCreate(): Promise<void> {
    try {
      await runHooks(this.#spec, "prestart", { ...this.#state, status: "creating" });
      await runHooks(this.#spec, "createRuntime", { ...this.#state, status: "creating" });
    } catch (error) {
      await this.afterStop();
      throw error;
    }
  }

  async afterStart(): Promise<void> {
    await runHooks(this.#spec, "poststart", { ...this.#state, status: "running" }, this.#log);
  }

  async afterStop(): Promise<void> {
    const { pid: _, ...state } = this.#state;
    await runHooks(this.#spec, "poststop", { ...state, status: "stopped" }, this.#log);
  }
}

/** Checks all hooks of a specification. Throws INVALID_ARGUMENT for a malformed one, FAILED_PRECONDITION for one that cannot be run. */
export function checkHooks(spec: OciSpec): void {
  for (const [kind, hooks] of Object.entries(spec.hooks ?? {})) {
    for (const hook of listOf(hooks, kind)) {
      if (kind === "createContainer") {
        const why = "it is to run a program of the host in the container's namespaces, which are the VM's";
        throw new StatusError(Code.FAILED_PRECONDITION, `Cannot run createContainer hook '${hook.path}': ${why}`);
      }
    }
  }
}

/** Runs the hooks of one kind in order. Throws FAILED_PRECONDITION at the first that fails; with `log` failures are only told, as the specification wants it of poststart and poststop. */
export async function runHooks(spec: OciSpec, kind: HostHook, state: HookState, log?: Logger): Promise<void> {
  for (const hook of listOf(spec.hooks?.[kind], kind)) {
    try {
      await run(hook, kind, state);
    } catch (error) {
      if (log === undefined) throw error;
      log.warn("A hook has failed", { id: state.id, error: messageOf(error) });
    }
  }
}

async function run(hook: Hook, kind: HostHook, state: HookState): Promise<void> {
  const fail = (why: string) => new StatusError(Code.FAILED_PRECONDITION, `${kind} hook '${hook.path}' ${why}`);
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(hook.path, {
      args: hook.args?.slice(1) ?? [],
      env: Object.fromEntries((hook.env ?? []).map((variable) => splitAt(variable, "="))),
      clearEnv: true,
      cwd: state.bundle,
      stdin: "piped",
      stdout: "null",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    throw fail(`does not run: ${messageOf(error)}`);
  }
  const words = new LastLines(child.stderr);
  const told = new Response(JSON.stringify(state)).body!.pipeTo(child.stdin).catch(() => {}); // it need not read
  const timeout = hook.timeout ?? 0;
  const ended = timeout > 0 ? within(child.status, timeout * 1000, "its end") : child.status;
  const status = await ended.catch(() => undefined);
  if (status === undefined) child.kill("SIGKILL");
  await Promise.all([child.status, told]);
  // What a hook leaves running may hold its stderr: its last words are those up to here.
  if (status === undefined) throw fail(`has not ended in ${timeout} s`);
  if (!status.success) throw fail(`${describeExit(status)}${words.last === "" ? "" : `: ${words.last}`}`);
}

function listOf(hooks: unknown, kind: string): Hook[] {
  if (hooks === undefined || hooks === null) return [];
  const fail = () =>
    new StatusError(Code.INVALID_ARGUMENT, `Malformed OCI spec: 'hooks.${kind}' is not a list of hooks`);
  if (!Array.isArray(hooks)) throw fail();
  const isList = (value: unknown) =>
    value === undefined || value === null || (Array.isArray(value) && value.every((one) => typeof one === "string"));
  for (const hook of hooks as unknown[]) {
    const { path, args, env } = (hook ?? {}) as Record<string, unknown>;
    if (typeof path !== "string" || !path.startsWith("/") || !isList(args) || !isList(env)) throw fail();
  }
  return hooks as Hook[];
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
