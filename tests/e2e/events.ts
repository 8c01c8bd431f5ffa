/** containerd's task events as `ctr events` prints them, parsed and asked for by container. */
import type { LineLog } from "./line_log.ts";

export interface TaskEvent {
  /** e.g. "create", "start", "exit", "delete", "exec-added", "exec-started", "oom". */
  name: string;
  /** The event's fields as containerd marshals them (snake_case); numbers that are 0 are left out. */
  fields: Record<string, unknown>;
}

/** Task events of one container, in the order of their arrival. */
export class TaskEvents {
  readonly #from: number;

  constructor(readonly log: LineLog, readonly namespace: string, readonly id: string) {
    this.#from = log.mark();
  }

  /** What has arrived up to now. */
  seen(): TaskEvent[] {
    return this.log.since(this.#from).map((line) => this.#parse(line)).filter((event) => event !== undefined);
  }

  /** The names of what has arrived up to now. */
  names(): string[] {
    return this.seen().map((event) => event.name);
  }

  /** Resolves to the first event of this container that has the name and passes `matches`. */
  async wait(name: string, matches: (event: TaskEvent) => boolean = () => true, timeout = 20_000): Promise<TaskEvent> {
    const fits = (line: string) => {
      const event = this.#parse(line);
      return event !== undefined && event.name === name && matches(event);
    };
    const what = `event ${name} of ${this.id} (seen: ${this.names().join(", ") || "none"})`;
    return this.#parse(await this.log.wait(fits, { from: this.#from, timeout, what }))!;
  }

  #parse(line: string): TaskEvent | undefined {
    const match = line.match(/ UTC (\S+) \/tasks\/(\S+) (\{.*\})$/);
    if (!match || match[1] !== this.namespace) return undefined;
    const fields = JSON.parse(match[3]!) as Record<string, unknown>;
    return fields["container_id"] === this.id ? { name: match[2]!, fields } : undefined;
  }
}

/** Milliseconds since the epoch of a time in an event: RFC 3339, or seconds and nanoseconds (ctr 2.3 and later). */
export function eventTime(value: unknown): number {
  if (typeof value === "string") return Date.parse(value);
  const { seconds = 0, nanos = 0 } = value as { seconds?: number; nanos?: number };
  return seconds * 1000 + nanos / 1e6;
}
