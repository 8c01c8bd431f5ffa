import { findQemu } from "../hypervisor/qemu/binary.ts";
import { assetsDir } from "../shim/self.ts";
import { VERSION } from "../util/version.ts";
import { findVirtiofsd } from "../virtiofsd/command_line.ts";
import { parseCommand } from "./arguments.ts";
import * as host from "./host.ts";
import { table } from "./text.ts";

/** `husk version`. */
export async function version(args: string[]): Promise<number> {
  const { flags } = parseCommand(args, { flags: ["json"] });
  const versions: Record<string, string> = {
    husk: VERSION,
    guest: host.kernelRelease(`${assetsDir()}/vmlinux`) ?? "none",
    host: Deno.osRelease(),
    deno: Deno.version.deno,
    qemu: (await host.program(findQemu)).detail,
    virtiofsd: (await host.program(findVirtiofsd)).detail,
  };
  if (flags.has("json")) console.log(JSON.stringify(versions, null, 2));
  else console.log(table(["WHAT", "VERSION"], Object.entries(versions)));
  return 0;
}
