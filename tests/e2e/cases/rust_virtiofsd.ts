/** The file server of today's distributions, in Rust, in place of the one in C that Debian 12's QEMU brings. */
import { assert, assertEquals } from "@std/assert";
import { rustVirtiofsd, whyNoRust } from "../../../scripts/rust_virtiofsd.ts";
import { mustRun } from "../command.ts";
import type { Context } from "../context.ts";
import type { TestCase } from "../harness.ts";
import { podPids } from "../pod_processes.ts";
import { configFlags } from "./config.ts";

/** Compiling takes a minute or two, where it was not done beside earlier phases. */
const TIMEOUT_MS = 600_000;

async function flagsOf(context: Context): Promise<string[]> {
  return await configFlags(context, `virtiofsd = "${await rustVirtiofsd(console.error)}"\n`);
}

export const rustVirtiofsdCases: TestCase[] = [
  {
    name: "virtiofsd of Rust: a root filesystem and a volume with a mount in it are read and written",
    runtimes: ["husk"],
    timeout: TIMEOUT_MS,
    skip: whyNoRust,
    async run(context) {
      const volume = `${context.directory}/volume`, below = `${volume}/below`;
      await Deno.mkdir(below, { recursive: true });
      await mustRun("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", below]);
      context.defer(async () => void await mustRun("umount", [below]));
      await Deno.writeTextFile(`${below}/from-host`, "host\n");
      const mount = `type=bind,src=${volume},dst=/volume,options=rbind:rw`;
      const script = `set -e
        dd if=/dev/urandom of=/large bs=65536 count=128 2>/dev/null
        cp /large /volume/below/large
        cmp /large /volume/below/large
        mkdir /volume/made && ln -s ../below/large /volume/made/link && chmod 640 /volume/made/link
        cat /volume/below/from-host
        stat -c %a /volume/below/large`;
      const out = await context.shell(script, { flags: [...await flagsOf(context), "--mount", mount] });
      assertEquals(out, "host\n640\n");
      assertEquals((await Deno.stat(`${volume}/made/link`)).size, 128 * 65536);
    },
  },
  {
    name: "virtiofsd of Rust: killed, it takes its pod with it; ended in order, nothing of it is left",
    runtimes: ["husk"],
    timeout: TIMEOUT_MS,
    skip: whyNoRust,
    async run(context) {
      const flags = await flagsOf(context);
      const binary = await rustVirtiofsd(console.error);
      const id = await context.detached(["sleep", "1000"], { flags });
      const pids = podPids(context, id, "virtiofsd");
      assert(pids.length > 0, "no file server found");
      assertEquals(new Set(pids.map((pid) => Deno.readLinkSync(`/proc/${pid}/exe`))), new Set([binary]));
      const events = context.eventsOf(id);
      Deno.kill(pids[0]!, "SIGKILL");
      await events.wait("exit", (event) => event.fields["id"] === id);
      await context.remove(id);
      assertEquals((await context.run(["true"], { flags })).code, 0);
    },
  },
];
