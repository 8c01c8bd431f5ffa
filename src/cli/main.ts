/** The `husk` command: a program of its own beside the shim, so that no pod carries its code. */
import { messageOf } from "../util/errors.ts";

interface Command {
  usage: string;
  about: string;
  /** Loads the command's own modules, then runs it; resolves to the exit code. */
  run: (args: string[]) => Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  check: {
    usage: "check [--config FILE] [--json]",
    about: "what this host can do, and what a pod's VM would run on; exit code 1 where pods cannot run",
    run: async (args) => (await import("./check.ts")).check(args),
  },
  ps: {
    usage: "ps [--json]",
    about: "the pods of this node: their VMs, memory, age and containers",
    run: async (args) => (await import("./ps.ts")).ps(args),
  },
  logs: {
    usage: "logs [--follow] POD",
    about: "what the pod's guest wrote to its console: kernel and agent",
    run: async (args) => (await import("./logs.ts")).logs(args),
  },
  exec: {
    usage: "exec --debug POD [COMMAND...]",
    about:
      "a console in the pod's guest, outside of its containers, where the node's configuration allows it (debug_shell)",
    run: async (args) => (await import("./exec.ts")).exec(args),
  },
  metrics: {
    usage: "metrics [POD] [--listen ADDRESS:PORT]",
    about: "figures in Prometheus' text format, once, or at http://ADDRESS:PORT/metrics",
    run: async (args) => (await import("./metrics.ts")).metrics(args),
  },
  install: {
    usage: "install [--root DIR] [--prefix DIR] [--bin DIR] [--containerd-config FILE] [--restart]",
    about: "puts this husk onto the node and into containerd's configuration",
    run: async (args) => (await import("./install/command.ts")).installCommand(args),
  },
  uninstall: {
    usage: "uninstall [--root DIR] [--prefix DIR] [--restart] [--force]",
    about: "takes back all that install did",
    run: async (args) => (await import("./install/command.ts")).uninstallCommand(args),
  },
  version: {
    usage: "version [--json]",
    about: "the versions of husk, of its guest and of what it runs on",
    run: async (args) => (await import("./version.ts")).version(args),
  },
};

function usage(): string {
  const lines = Object.values(COMMANDS).map(({ usage, about }) => `  husk ${usage}\n      ${about}`);
  return [
    "husk runs every Kubernetes pod in a virtual machine of its own.",
    "",
    ...lines,
    "",
    "POD: the beginning of a pod's id, or NAMESPACE/NAME as Kubernetes knows it.",
  ].join("\n");
}

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    console.log(usage());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new Error(`Unknown command '${name}' (known: ${Object.keys(COMMANDS).join(", ")})`);
  return await command.run(args);
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) Deno.exit(0); // `husk logs POD | head`
    console.error(`husk: ${messageOf(error)}`);
    Deno.exit(1);
  }
}
