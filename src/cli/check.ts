import { loadConfig } from "../config/load.ts";
import { type Config, DEFAULTS } from "../config/config.ts";
import { findQemu } from "../hypervisor/qemu/binary.ts";
import { probeKvm } from "../hypervisor/probe_kvm.ts";
import { type Choice, selectHypervisor } from "../hypervisor/select.ts";
import { assetsDir } from "../shim/self.ts";
import { messageOf } from "../util/errors.ts";
import { findVirtiofsd } from "../virtiofsd/command_line.ts";
import { parseCommand } from "./arguments.ts";
import * as host from "./host.ts";
import { table } from "./text.ts";

export interface Check {
  name: string;
  ok: boolean;
  /** Without it no pod runs. What is not needed costs speed or a feature where it is missing; `detail` says which. */
  needed: boolean;
  detail: string;
}

export interface Report {
  /** Whether pods can run here. */
  ok: boolean;
  /** What a pod's VM runs on, and why; or why none can. */
  backend: string;
  checks: Check[];
}

/** `husk check`: what this host can do. Exit code 1 where pods cannot run. */
export async function check(args: string[]): Promise<number> {
  const { flags, values } = parseCommand(args, { flags: ["json"], values: ["config"] });
  const report = await checkHost(values.get("config") ?? "");
  if (flags.has("json")) console.log(JSON.stringify(report, null, 2));
  else console.log(format(report));
  return report.ok ? 0 : 1;
}

/** Examines this host, with the configuration of the file `configPath` ("": the node's own). */
export async function checkHost(configPath: string): Promise<Report> {
  const [config, configuration] = await readConfig(configPath);
  const assets = assetsDir();
  const needed = (name: string, { ok, detail }: host.Finding): Check => ({ name, ok, needed: true, detail });
  const useful = (name: string, { ok, detail }: host.Finding, without: string): Check => ({
    name,
    ok,
    needed: false,
    detail: ok ? detail : `${detail}: ${without}`,
  });
  const root = Deno.uid() === 0 ? { ok: true, detail: "uid 0" } : { ok: false, detail: `uid ${Deno.uid()}, not root` };
  const kvm = probeKvm();
  const backend = backendOf(config, () => kvm);
  const qemu = await host.program(() => config.qemu || findQemu());
  const kernel = config.kernel || `${assets}/vmlinux`, initrd = config.initrd || `${assets}/initramfs.cpio`;
  const files = [kernel, initrd];
  const checks: Check[] = [
    needed("root", root),
    needed("configuration", configuration),
    useful("KVM", { ok: kvm.ok, detail: kvm.reason }, "VMs are translated, several times slower"),
    useful(
      "vhost-vsock",
      host.device("/dev/vhost-vsock"),
      "QEMU's guests are reached over a serial port, and their stdio is slower",
    ),
    useful("vhost-net", host.device("/dev/vhost-net"), "packets go through the VMM"),
    useful("tun", host.device("/dev/net/tun"), "pods get no network"),
    needed("cgroups", host.cgroups()),
    needed("mounts", host.detachedMounts()),
    needed("seccomp", host.systemCallFilters()),
    useful("overlay", host.fileSystem("overlay"), "containerd needs another snapshotter"),
    needed("virtiofsd", await host.program(() => config.virtiofsd || findVirtiofsd())),
    backend.hypervisor === "kvm" ? useful("QEMU", qemu, "the shim itself runs VMs here") : needed("QEMU", qemu),
    ...backend.hypervisor === "qemu" && qemu.ok
      ? [useful(
        "QEMU's own user",
        host.qemuUser({ accelerator: backend.accelerator ?? "tcg", binary: config.qemu || findQemu(), files }),
        "QEMU runs as root",
      )]
      : [],
    needed("guest kernel", host.file(kernel)),
    needed("guest image", host.file(initrd)),
  ];
  return { ok: backend.ok && checks.every((one) => one.ok || !one.needed), backend: backend.detail, checks };
}

/** What `selectHypervisor` would choose for a pod that asks for nothing itself. */
export function backendOf(config: Config, probe: typeof probeKvm): host.Finding & Partial<Choice> {
  try {
    const { hypervisor, accelerator } = config;
    const choice = selectHypervisor({ requested: hypervisor, accelerator }, probe);
    return {
      ok: true,
      ...choice,
      detail: `${choice.hypervisor} with ${choice.accelerator}: ${choice.reason}`,
    };
  } catch (error) {
    return { ok: false, detail: messageOf(error) };
  }
}

async function readConfig(path: string): Promise<[Config, host.Finding]> {
  try {
    const config = await loadConfig(path);
    return [config, {
      ok: true,
      detail: config === DEFAULTS ? "no file: every default" : `${path || "the node's"} is valid`,
    }];
  } catch (error) {
    return [DEFAULTS, { ok: false, detail: messageOf(error) }];
  }
}

export function format({ ok, backend, checks }: Report): string {
  const mark = (one: Check) => one.ok ? "ok" : one.needed ? "MISSING" : "no";
  const rows = checks.map((one) => [mark(one), one.name, one.detail]);
  const missing = checks.filter((one) => one.needed && !one.ok).map((one) => one.name);
  const why = missing.length > 0 ? `missing: ${missing.join(", ")}` : backend;
  return [
    table(["", "WHAT", "FOUND"], rows),
    "",
    `a pod runs on: ${backend}`,
    ok ? "pods can run here" : `pods cannot run here: ${why}`,
  ]
    .join("\n");
}
