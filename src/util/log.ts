/**
 * Log lines in logfmt, as containerd itself writes them, so that the two read as one in the daemon's journal.
 * A Logger is an object handed down, never a module-level one: a process may serve several pods.
 */
export type Level = "debug" | "info" | "warning" | "error";
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export class Logger {
  #write: (line: string) => void;
  #fields: Fields;
  #debug: boolean;

  /** `write` takes one whole line, newline included, and must not throw. */
  constructor(write: (line: string) => void, options: { debug?: boolean; fields?: Fields } = {}) {
    this.#write = write;
    this.#debug = options.debug ?? false;
    this.#fields = options.fields ?? {};
  }

  /** A logger whose lines carry `fields` as well. */
  with(fields: Fields): Logger {
    return new Logger(this.#write, { debug: this.#debug, fields: { ...this.#fields, ...fields } });
  }

  debug(message: string, fields?: Fields): void {
    if (this.#debug) this.#line("debug", message, fields);
  }
  info(message: string, fields?: Fields): void {
    this.#line("info", message, fields);
  }
  warn(message: string, fields?: Fields): void {
    this.#line("warning", message, fields);
  }
  error(message: string, fields?: Fields): void {
    this.#line("error", message, fields);
  }

  #line(level: Level, message: string, fields: Fields = {}): void {
    let line = `time=${quote(new Date().toISOString())} level=${level} msg=${quote(message)}`;
    for (const [key, value] of Object.entries({ ...this.#fields, ...fields })) {
      if (value !== undefined) line += ` ${key}=${quote(String(value))}`;
    }
    this.#write(line + "\n");
  }
}

/** Quotes a logfmt value where it needs it. Control characters are escaped: a guest's text cannot forge a line. */
function quote(value: string): string {
  return /^[\w./@+-]+$/.test(value) ? value : JSON.stringify(value);
}
