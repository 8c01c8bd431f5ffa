import { detach, keepFromChildren } from "../linux/daemon.ts";
import { Fd } from "../linux/fd.ts";
import { messageOf } from "../util/errors.ts";

/**
 * What becomes of a `start` between launcher (launcher.ts) and shim. The launcher waits for the exit code on a descriptor; once it has that,
 * nothing of this process may keep those waiting who started the launcher. Without a launcher the process stays where it is.
 */
export class Launch {
  readonly #report: Fd | undefined;

  /** `fd`: where the launcher waits; negative where there is none. Throws SystemError for one that is not open. */
  constructor(fd: number) {
    if (fd < 0) return;
    keepFromChildren(fd);
    this.#report = new Fd(fd, "the launcher's pipe");
  }

  /** `start` has said what it had to say. */
  succeeded(): void {
    if (this.#report === undefined) return;
    detach();
    this.#tell(0);
  }

  /** `start` has failed: says so on stderr and ends the process. */
  failed(error: unknown): never {
    console.error(`husk: ${messageOf(error)}`);
    if (this.#report !== undefined) this.#tell(1);
    Deno.exit(1);
  }

  #tell(code: number): void {
    this.#report!.write(new TextEncoder().encode(`${code}\n`));
    this.#report!.close();
  }
}
