/**
 * Messages of Protocol Buffers by description, in place of generated code for each (protobuf.dev, "Encoding"; proto3). What src/gen/ has of a
 * message is its TypeScript type and one line that says which fields there are; that line is read when the message is first used.
 */
import { BinaryReader, BinaryWriter } from "@bufbuild/protobuf/wire";

/** How messages of a type go to and from the wire. */
export interface MessageType<T> {
  /** Appends the message's fields; those at their defaults are left out, unless they are optional. */
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
  /** Reads a whole message, or the next `length` bytes. Unknown fields are skipped. Throws for what is none. */
  decode(input: BinaryReader | Uint8Array, length?: number): T;
}

/** Wire types of the scalars. The names are those of reader's and writer's methods. */
const SCALARS = {
  double: 1,
  float: 5,
  int32: 0,
  int64: 0,
  uint32: 0,
  uint64: 0,
  sint32: 0,
  sint64: 0,
  fixed32: 5,
  fixed64: 1,
  sfixed32: 5,
  sfixed64: 1,
  bool: 0,
  string: 2,
  bytes: 2,
} as const;
const LENGTH_DELIMITED = 2;
const END_GROUP = 4;
const MOST_DEPTH = 100;
const NO_BYTES = new Uint8Array(0);

type Scalar = keyof typeof SCALARS;
type Message = Record<string, unknown>;
/** Types of other messages, by the names that a description has for them. */
type References = () => Readonly<Record<string, MessageType<unknown>>>;

interface Field {
  name: string;
  number: number;
  /** How often it comes: "one" is left out at its default, "optional" where it is undefined. */
  label: "one" | "optional" | "many" | "map";
  /** Of its values; a scalar's name or a message's type. */
  type: Scalar | MessageType<unknown>;
  /** What the message has where it was not sent; lists and maps are made anew. A message that was not sent is undefined. */
  zero: unknown;
}

/**
 * A message type by its fields, each as in `containerId=1:string`, separated by spaces: `name?=` for one that knows whether it was set, `T[]` for
 * many, `<K,V>` for a map; T is a scalar's name or one that `references` knows.
 */
export function messageType<T>(fields: string, references?: References): MessageType<T> {
  return new Described(fields, references) as unknown as MessageType<T>;
}

/** How deep in messages the reader is, all calls being on one stack. */
let depth = 0;

class Described implements MessageType<Message> {
  #source: string;
  #references: References | undefined;
  #fields: Map<number, Field> | undefined;

  constructor(source: string, references: References | undefined) {
    this.#source = source;
    this.#references = references;
  }

  encode(message: Message, writer: BinaryWriter = new BinaryWriter()): BinaryWriter {
    for (const field of this.#described().values()) write(field, message[field.name], writer);
    return writer;
  }

  decode(input: BinaryReader | Uint8Array, length?: number): Message {
    const fields = this.#described();
    const reader = input instanceof BinaryReader ? input : new BinaryReader(input);
    const end = length === undefined ? reader.len : reader.pos + length;
    if (end > reader.len) throw new RangeError("A message ends before it should");
    if (depth === MOST_DEPTH) throw new RangeError(`Messages lie in each other ${MOST_DEPTH} deep`);
    depth++;
    try {
      const message: Message = {};
      for (const field of fields.values()) message[field.name] = initial(field);
      while (reader.pos < end) {
        const tag = reader.uint32();
        const field = fields.get(tag >>> 3);
        if (field !== undefined && read(field, tag & 7, message, reader)) continue;
        if ((tag & 7) === END_GROUP || tag === 0) break;
        reader.skip(tag & 7);
      }
      if (reader.pos > end) throw new RangeError("A field is longer than its message");
      return message;
    } finally {
      depth--;
    }
  }

  /** The fields by their numbers, in the order of the description. */
  #described(): Map<number, Field> {
    if (this.#fields !== undefined) return this.#fields;
    const known = this.#references?.() ?? {};
    const fields = this.#source.split(" ").filter((word) => word !== "").map((word) => fieldOf(word, known));
    this.#source = "";
    this.#references = undefined;
    return this.#fields = new Map(fields.map((field) => [field.number, field]));
  }
}

function fieldOf(word: string, known: ReturnType<References>): Field {
  const parts = /^(\w+)(\??)=(\d+):(?:<(\w+),(\w+)>|(\w+)(\[\])?)$/.exec(word);
  if (parts === null) throw new Error(`Cannot read the description of a field, '${word}'`);
  const [, name, optional, number, key, value, single, many] = parts as unknown as string[];
  const field = { name: name!, number: Number(number), zero: undefined };
  if (key !== undefined) return { ...field, label: "map", type: entryType(key, value!, known) };
  const type = single! in SCALARS ? single as Scalar : known[single!]!;
  if (many || optional) return { ...field, label: many ? "many" : "optional", type };
  return { ...field, label: "one", type, zero: zeroOf(type) };
}

/** A map's entries are messages of two fields. */
function entryType(key: string, value: string, known: ReturnType<References>): MessageType<unknown> {
  return messageType(`key=1:${key} value=2:${value}`, () => known);
}

function write(field: Field, value: unknown, writer: BinaryWriter): void {
  switch (field.label) {
    case "one":
      if (value !== field.zero && !isEmpty(value)) writeValue(field, value, writer);
      break;
    case "optional":
      if (value !== undefined) writeValue(field, value, writer);
      break;
    case "map":
      for (const [key, item] of Object.entries(value as Message)) writeValue(field, { key, value: item }, writer);
      break;
    case "many":
      writeMany(field, value as readonly unknown[], writer);
  }
}

/** Numbers go into one field together. */
function writeMany(field: Field, values: readonly unknown[], writer: BinaryWriter): void {
  if (!isPacked(field.type)) {
    for (const value of values) writeValue(field, value, writer);
  } else if (values.length > 0) {
    writer.uint32(field.number << 3 | LENGTH_DELIMITED).fork();
    for (const value of values) writer[field.type](value as never);
    writer.join();
  }
}

function writeValue({ number, type }: Field, value: unknown, writer: BinaryWriter): void {
  writer.uint32(number << 3 | wireType(type));
  if (typeof type === "string") writer[type](value as never);
  else type.encode(value, writer.fork()).join();
}

/** Reads a field of wire type `wire` into `message`; false, with nothing read, where it does not have that type. */
function read(field: Field, wire: number, message: Message, reader: BinaryReader): boolean {
  const { name, type } = field;
  if (field.label === "many" && isPacked(type) && wire === LENGTH_DELIMITED) {
    const end = reader.uint32() + reader.pos;
    while (reader.pos < end) (message[name] as unknown[]).push(reader[type]());
    return true;
  }
  if (wire !== wireType(type)) return false;
  const value = typeof type === "string" ? reader[type]() : type.decode(reader, reader.uint32());
  if (field.label === "many") (message[name] as unknown[]).push(value);
  else if (field.label === "map") addEntry(message[name] as Message, value as { key: unknown; value: unknown });
  else message[name] = value;
  return true;
}

/** As a property of its own, whatever its name: `__proto__` is one of them. */
function addEntry(map: Message, { key, value }: { key: unknown; value: unknown }): void {
  if (value === undefined) return;
  Object.defineProperty(map, String(key), { value, enumerable: true, configurable: true, writable: true });
}

function initial({ label, zero }: Field): unknown {
  return label === "many" ? [] : label === "map" ? {} : zero;
}

function zeroOf(type: Field["type"]): unknown {
  if (typeof type !== "string") return undefined;
  if (type === "string") return "";
  if (type === "bytes") return NO_BYTES;
  if (type === "bool") return false;
  return type.endsWith("64") ? 0n : 0;
}

function isEmpty(value: unknown): boolean {
  return value instanceof Uint8Array && value.length === 0;
}

function isPacked(type: Field["type"]): type is Exclude<Scalar, "string" | "bytes"> {
  return typeof type === "string" && SCALARS[type] !== LENGTH_DELIMITED;
}

function wireType(type: Field["type"]): number {
  return typeof type === "string" ? SCALARS[type] : LENGTH_DELIMITED;
}
