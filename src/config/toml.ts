/**
 * The part of TOML 1.0 that a table of settings needs: comments, bare keys, strings on one line, whole numbers, booleans and
 * arrays of strings. All else is refused with its line: std's parser knows more, but not on which line a key stands.
 */
export type TomlValue = string | number | boolean | string[];

export interface Setting {
  key: string;
  value: TomlValue;
  /** Counted from 1. */
  line: number;
}

/** What is wrong with a line of a configuration file, for people. */
export class LineError extends Error {
  override name = "LineError";
  constructor(readonly line: number, message: string) {
    super(message);
  }
}

/** Reads `text`. Throws LineError for what is not such a file, and for a key that comes twice. */
export function parseToml(text: string): Setting[] {
  const settings: Setting[] = [];
  const scanner = new Scanner(text);
  for (scanner.skip(); !scanner.done; scanner.skip()) {
    const { line } = scanner;
    if (scanner.take("[")) throw new LineError(line, "tables are not known here: a line is `key = value`");
    const key = scanner.match(/[A-Za-z0-9_-]+/y) ?? scanner.fail("a key");
    scanner.blanks();
    if (!scanner.take("=")) scanner.fail(`'=' after '${key}'`);
    scanner.blanks();
    const value = readValue(scanner, key);
    scanner.endOfLine(key);
    const other = settings.find((setting) => setting.key === key);
    if (other !== undefined) throw new LineError(line, `'${key}' stands on line ${other.line} already`);
    settings.push({ key, value, line });
  }
  return settings;
}

function readValue(scanner: Scanner, key: string): TomlValue {
  const string = readString(scanner);
  if (string !== undefined) return string;
  if (scanner.take("[")) return readArray(scanner, key);
  const word = scanner.match(/[^\s#,\]]+/y);
  if (word === "true" || word === "false") return word === "true";
  if (word !== undefined && /^[+-]?(0|[1-9](_?\d)*)$/.test(word)) return Number(word.replaceAll("_", ""));
  return scanner.fail(`a value of '${key}' (a "string", a whole number, true, false or ["an", "array"])`, word);
}

function readArray(scanner: Scanner, key: string): string[] {
  const values: string[] = [];
  for (scanner.skip(); !scanner.take("]"); scanner.skip()) {
    values.push(readString(scanner) ?? scanner.fail(`a "string" or ']' in the array of '${key}'`));
    scanner.skip();
    if (!scanner.take(",") && !scanner.at("]")) scanner.fail(`',' or ']' in the array of '${key}'`);
  }
  return values;
}

function readString(scanner: Scanner): string | undefined {
  const literal = scanner.match(/'[^'\n]*'/y);
  if (literal !== undefined) return literal.slice(1, -1);
  const basic = scanner.match(/"(?:[^"\\\n]|\\.)*"/y);
  if (basic === undefined) return undefined;
  try {
    return JSON.parse(basic) as string; // TOML's escapes are JSON's, but for \/ and the eight digits of \U
  } catch {
    throw new LineError(scanner.line, `Malformed string ${basic}`);
  }
}

class Scanner {
  #text: string;
  #position = 0;
  line = 1;

  constructor(text: string) {
    this.#text = text.replaceAll("\r\n", "\n");
  }

  get done(): boolean {
    return this.#position >= this.#text.length;
  }

  /** Takes what a sticky pattern matches here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text)?.[0];
    this.#position += found?.length ?? 0;
    return found;
  }

  at(character: string): boolean {
    return this.#text[this.#position] === character;
  }

  take(character: string): boolean {
    if (!this.at(character)) return false;
    this.#position++;
    return true;
  }

  blanks(): void {
    this.match(/[ \t]*/y);
  }

  /** Skips blanks, comments and line ends. */
  skip(): void {
    const skipped = this.match(/(?:[ \t\n]|#[^\n]*)*/y) ?? "";
    this.line += skipped.split("\n").length - 1;
  }

  endOfLine(key: string): void {
    this.match(/[ \t]*(?:#[^\n]*)?/y);
    if (!this.done && !this.at("\n")) this.fail(`the end of the line after the value of '${key}'`);
  }

  fail(wanted: string, found?: string): never {
    const rest = found ?? this.match(/[^\n]{1,40}/y) ?? "";
    throw new LineError(this.line, `expected ${wanted}, found ${rest === "" ? "the end of the line" : `'${rest}'`}`);
  }
}
