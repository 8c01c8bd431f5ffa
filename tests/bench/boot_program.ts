import { run } from "../../scripts/command.ts";
import { BUNDLE } from "../../scripts/build_shim.ts";
import { bundled } from "../../src/shim/launcher.ts";
import type { Boot, Booted } from "./vmm_boot.ts";

const PROGRAM = "vmm_boot.js";

/**
 * `vmm_boot.ts` as the shim is built and run: one file with a code cache beside it, under the shim's flags. Its first boot fills that
 * cache.
 */
export class BootProgram implements AsyncDisposable {
  #dir: string;

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async build(): Promise<BootProgram> {
    const dir = await Deno.makeTempDir({ prefix: "husk-bench-" });
    const program = new BootProgram(dir);
    try {
      const entry = new URL("vmm_boot.ts", import.meta.url).pathname;
      await run([Deno.execPath(), ...BUNDLE, "-o", `${dir}/${PROGRAM}`, entry], {
        cwd: new URL("../..", import.meta.url).pathname,
      });
    } catch (error) {
      await program[Symbol.asyncDispose]();
      throw error;
    }
    return program;
  }

  /** Runs a boot in a process of its own. Throws where it fails, with what it has said. */
  async boot(boot: Boot): Promise<Booted> {
    const { command: [command, ...args], env } = bundled(Deno.execPath(), this.#dir, PROGRAM);
    const { code, stdout, stderr } = await new Deno.Command(command!, {
      args: [...args, JSON.stringify(boot)],
      env,
      stdin: "null",
    }).output();
    const text = new TextDecoder().decode(stdout);
    if (code !== 0) throw new Error(`A boot with ${boot.vmm}: exit code ${code}: ${new TextDecoder().decode(stderr)}`);
    return JSON.parse(text);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#dir, { recursive: true });
  }
}
