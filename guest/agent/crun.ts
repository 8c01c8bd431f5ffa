import { Code, StatusError } from "../../src/util/errors.ts";
import type { Children } from "./children.ts";
import { tryRead } from "./files.ts";
import { errorCode, type Native, O_RDWR } from "./native.ts";

const CRUN = "/bin/crun";
/** Where crun keeps its containers' state; <root>/<id>/exec.fifo holds a created container back. */
export const CRUN_ROOT = "/run/crun";

/** Runs crun(1), which makes the containers. */
export class Crun {
  #native: Native;
  #children: Children;
  /** A program whose descriptors 0 to 2 are closed writes into what it opens next. */
  #noStdio: number[];

  constructor(native: Native, children: Children) {
    this.#native = native;
    this.#children = children;
    const nowhere = native.open("/dev/null", O_RDWR, 0);
    this.#noStdio = [nowhere, nowhere, nowhere];
  }

  /**
   * Runs one command until it has ended. `log` is a file of the caller's for crun's messages; `fds` are crun's stdio and
   * with create and exec that of the new process (none: nowhere). Throws INTERNAL with crun's own words in one line.
   */
  async run(command: string, args: readonly string[], log: string, fds: readonly number[]): Promise<void> {
    const argv = [CRUN, "--cgroup-manager=cgroupfs", `--root=${CRUN_ROOT}`, `--log=${log}`, command, ...args];
    const status = await this.#children.wait(
      this.#native.spawn(argv, ["PATH=/bin"], "", fds.length > 0 ? [...fds] : this.#noStdio, false),
    );
    if (status === 0) return;
    const message = crunMessage(tryRead(this.#native, log) ?? "");
    throw new StatusError(crunCode(message), `crun ${command}: ${message || `exit status ${status}`}`);
  }

  /**
   * What `crun start` does for a container without hooks and without sd_notify: wakes the init process that waits on
   * exec.fifo. Saves a whole crun run. Throws FAILED_PRECONDITION where no process waits.
   */
  start(id: string): void {
    const fifo = `${CRUN_ROOT}/${id}/exec.fifo`;
    let fd: number;
    try {
      fd = this.#native.open(fifo, 0o4001, 0); // O_WRONLY | O_NONBLOCK: ENXIO instead of a hang where init has died
    } catch (error) {
      if (errorCode(error) === "ENOENT") throw notCreated(id, "has been started already");
      if (errorCode(error) === "ENXIO") throw notCreated(id, "has no process to start");
      throw error;
    }
    try {
      this.#native.unlink(fifo);
      this.#native.write(fd, new Uint8Array(1));
    } finally {
      this.#native.close(fd);
    }
  }
}

function notCreated(id: string, why: string): StatusError {
  return new StatusError(Code.FAILED_PRECONDITION, `Container '${id}' ${why}`);
}

/** The messages of crun's log in one line. */
export function crunMessage(log: string): string {
  return log.split("\n").map((line) => line.trim()).filter((line) => line !== "").join("; ");
}

/** crun tells kinds of errors by words alone. */
export function crunCode(message: string): Code {
  if (/executable file .* not found|does not exist|No such file or directory/.test(message)) return Code.NOT_FOUND;
  if (/already exists/.test(message)) return Code.ALREADY_EXISTS;
  if (/error loading config|cannot parse/.test(message)) return Code.INVALID_ARGUMENT;
  return Code.INTERNAL;
}
