import type { Native } from "./native.ts";
import { EPOLLIN, EPOLLOUT } from "./native.ts";

interface Pipe {
  bytes: number[];
  capacity: number;
  writerOpen: boolean;
  readerOpen: boolean;
}

/** Pipes in memory behind the part of Native that stdio needs. Edges are delivered as microtasks. */
export class FakePipes {
  /** Descriptors that are open. */
  readonly open = new Map<number, { pipe: Pipe; isReader: boolean }>();
  #watches = new Map<number, (events: number) => void>();
  #next = 100;

  /** `capacity` is what each pipe holds. */
  constructor(readonly capacity: number) {}

  get native(): Native {
    const part: Partial<Native> = {
      pipe: () => this.#pipe(),
      close: (fd) => this.#close(fd),
      read: (fd, max) => this.#read(fd, max),
      write: (fd, bytes) => this.#write(fd, bytes),
      watch: (fd, _events, callback) => void this.#watches.set(fd, callback),
      setNonblocking: () => {},
      uptime: () => 0,
    };
    return part as Native;
  }

  #pipe(): [number, number] {
    const pipe: Pipe = { bytes: [], capacity: this.capacity, writerOpen: true, readerOpen: true };
    const [reader, writer] = [this.#next++, this.#next++];
    this.open.set(reader, { pipe, isReader: true }).set(writer, { pipe, isReader: false });
    return [reader, writer];
  }

  #end(fd: number): { pipe: Pipe; isReader: boolean } {
    const end = this.open.get(fd);
    if (end === undefined) throw new Error(`Cannot use file descriptor ${fd}: EBADF`);
    return end;
  }

  #close(fd: number): void {
    const { pipe, isReader } = this.#end(fd);
    if (isReader) pipe.readerOpen = false;
    else pipe.writerOpen = false;
    this.open.delete(fd);
    this.#watches.delete(fd);
    this.#wake(pipe);
  }

  #read(fd: number, max: number): Uint8Array | null {
    const { pipe } = this.#end(fd);
    if (pipe.bytes.length === 0 && pipe.writerOpen) return null;
    const data = new Uint8Array(pipe.bytes.splice(0, max));
    this.#wake(pipe);
    return data;
  }

  #write(fd: number, data: Uint8Array): number {
    const { pipe } = this.#end(fd);
    if (!pipe.readerOpen) {
      throw Object.assign(new Error(`Cannot write file descriptor ${fd}: EPIPE`), { code: "EPIPE" });
    }
    const room = Math.min(data.length, pipe.capacity - pipe.bytes.length);
    if (room === 0) return -1;
    pipe.bytes.push(...data.subarray(0, room));
    this.#wake(pipe);
    return room;
  }

  #wake(pipe: Pipe): void {
    for (const [fd, end] of this.open) {
      const callback = this.#watches.get(fd);
      if (end.pipe === pipe && callback) queueMicrotask(() => callback(end.isReader ? EPOLLIN : EPOLLOUT));
    }
  }
}
