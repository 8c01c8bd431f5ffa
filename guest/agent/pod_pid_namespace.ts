import { type Native, O_RDWR } from "./native.ts";

/** The agent's own program: started with this argument it is the init process of a PID namespace (guest/native/pod_init.c). */
const POD_INIT = ["/init", "pod"];

/** The PID namespace that containers of the pod share, made when the first of them asks for it; it lasts as long as the VM. */
export class PodPidNamespace {
  #native: Native;
  #init: number | undefined;

  constructor(native: Native) {
    this.#native = native;
  }

  /** The path by which crun joins it. */
  get path(): string {
    this.#init ??= this.#start();
    return pidNamespaceOf(this.#init);
  }

  #start(): number {
    const nowhere = this.#native.open("/dev/null", O_RDWR, 0);
    try {
      const fds = [nowhere, nowhere, nowhere];
      return this.#native.childrenInPidNamespace(() => this.#native.spawn(POD_INIT, [], "/", fds, true));
    } finally {
      this.#native.close(nowhere);
    }
  }
}

/** The PID namespace in which process `pid` is, as a path. */
export function pidNamespaceOf(pid: number): string {
  return `/proc/${pid}/ns/pid`;
}
