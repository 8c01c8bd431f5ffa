import { podConfigOf } from "../pod/pod_config.ts";
import { type OciSpec, parseOciSpec } from "../pod/oci_spec.ts";
import { checkIdentifier, type ShimArgs } from "./args.ts";
import { encodeResult, readBootstrap } from "./bootstrap.ts";
import { selfCommand } from "./self.ts";
import { socketPath } from "./socket.ts";

/** What `serve` says on its stdout once it listens; anything else is why it does not. */
export const READY = "ready\n";

/** Annotations by which CRI says to which pod a container belongs (containerd's, then CRI-O's). */
const SANDBOX_ANNOTATIONS = [
  ["io.kubernetes.cri.container-type", "io.kubernetes.cri.sandbox-id"],
  ["io.kubernetes.cri-o.ContainerType", "io.kubernetes.cri-o.SandboxID"],
] as const;

/**
 * `start`: finds or makes the shim that serves the container, and prints its address on stdout. Only the address may go
 * there (containerd reads stderr as well), so a failure throws before anything was written.
 */
export async function start(args: ShimArgs): Promise<void> {
  const started = performance.timeOrigin;
  checkIdentifier("namespace", args.namespace);
  checkIdentifier("container id", args.id);
  const bundle = Deno.cwd();
  const bootstrap = readBootstrap(await readAll(Deno.stdin.readable), args, (name) => Deno.env.get(name));
  const spec = readSpec(`${bundle}/config.json`);
  const sandboxId = sandboxOf(spec);
  if (sandboxId !== undefined) checkIdentifier("sandbox id", sandboxId);

  let path: string;
  if (sandboxId !== undefined && sandboxId !== args.id) {
    path = await socketPath(args.namespace, sandboxId);
    await mustListen(path, sandboxId);
  } else {
    podConfigOf(spec); // refused here, a bad annotation reaches whoever asked for the container, in one line
    path = await socketPath(args.namespace, args.id);
    // A second start for a live id gets the shim that there is.
    if (!await listens(path)) await spawnServe(args, bundle, bootstrap.ttrpcAddress, bootstrap.debug, started);
  }
  const address = `unix://${path}`;
  // containerd 1.x finds a running shim again by this file after a restart.
  Deno.writeTextFileSync(`${bundle}/address`, address, { mode: 0o600 });
  Deno.stdout.writeSync(encodeResult(bootstrap.format, address));
}

/** The pod a container belongs to; undefined where no CRI made it: then it is a pod of its own. */
export function sandboxOf(spec: OciSpec): string | undefined {
  for (const [, id] of SANDBOX_ANNOTATIONS) {
    const found = spec.annotations?.[id];
    if (found) return found;
  }
  return undefined;
}

async function spawnServe(
  args: ShimArgs,
  bundle: string,
  ttrpc: string,
  debug: boolean,
  started: number,
): Promise<void> {
  const self = selfCommand([
    "-namespace",
    args.namespace,
    "-id",
    args.id,
    "-address",
    args.address,
    "-bundle",
    bundle,
    "-ttrpc-address",
    ttrpc,
    "-started",
    String(started),
    ...(debug ? ["-debug"] : []),
    "serve",
  ]);
  const child = new Deno.Command(self.command, {
    args: self.args,
    cwd: "/",
    stdin: "null",
    stdout: "piped",
    stderr: "null",
    detached: true,
  }).spawn();
  const answer = await readLine(child.stdout);
  if (answer !== READY) {
    const { code, signal } = await child.status;
    throw new Error(
      `The shim of '${args.id}' did not start: ${answer.trim() || `exit ${signal ?? code} without a word`}`,
    );
  }
  child.unref();
}

/** What comes up to the first newline, or all of it: a process that serves keeps its stdout open as long as it lives. */
async function readLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    if (text.includes("\n")) break;
  }
  return text;
}

function listens(path: string): Promise<boolean> {
  return Deno.connect({ transport: "unix", path }).then((connection) => {
    connection.close();
    return true;
  }, () => false);
}

async function mustListen(path: string, sandboxId: string): Promise<void> {
  try {
    (await Deno.connect({ transport: "unix", path })).close();
  } catch (cause) {
    throw new Error(`Cannot reach the shim of pod '${sandboxId}' at '${path}'`, { cause });
  }
}

function readSpec(path: string): OciSpec {
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (cause) {
    throw new Error(`Cannot read OCI spec '${path}'`, { cause });
  }
  return parseOciSpec(text, path);
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
