/** Every message of src/gen/ against protobufjs, which reads the .proto files by itself. */
import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import protobuf from "protobufjs";
import type { MessageType } from "./message_type.ts";

const PROTO = fromFileUrl(new URL("../../proto/", import.meta.url));
const GEN = new URL("../gen/", import.meta.url);

/** The .proto files whose messages have descriptions, relative to proto/; the CRI's have types alone. */
function protoFiles(folder = ""): string[] {
  return [...Deno.readDirSync(PROTO + folder)].flatMap(({ name, isDirectory }) => {
    const path = `${folder}${name}`;
    if (path === "cri") return [];
    return isDirectory ? protoFiles(`${path}/`) : path.endsWith(".proto") ? [path] : [];
  });
}

/** A value for each field, other ones at each depth; messages in messages to a depth of three. */
function sample(type: protobuf.Type, depth: number): Record<string, unknown> {
  const chosen = type.fieldsArray.filter((field) => depth < 3 || !(field.resolvedType instanceof protobuf.Type));
  return Object.fromEntries(chosen.map((field, index) => {
    const value = (seed: number): unknown => {
      if (field.resolvedType instanceof protobuf.Type) return sample(field.resolvedType, depth + 1);
      if (field.resolvedType instanceof protobuf.Enum) return Object.values(field.resolvedType.values)[0];
      if (field.type === "string") return `${field.name} ${seed}`;
      if (field.type === "bytes") return new Uint8Array([seed, index]);
      if (field.type === "bool") return true;
      if (/64$/.test(field.type)) return seed * 2 ** 33 + depth;
      return field.type === "double" || field.type === "float" ? seed / 2 : seed + depth;
    };
    if (field instanceof protobuf.MapField) return [field.name, { first: value(1), second: value(2) }];
    return [field.name, field.repeated ? [value(1), value(2)] : value(index + 1)];
  }));
}

for (const file of protoFiles()) {
  Deno.test(`messages of ${file}: protobufjs reads what we write of what it has written`, async () => {
    const root = new protobuf.Root();
    root.resolvePath = (_origin, target) => target.startsWith("/") ? target : PROTO + target;
    root.loadSync(file, { keepCase: true }).resolveAll();
    const generated = await import(new URL(file.replace(/\.proto$/, ".ts"), GEN).href) as Record<string, unknown>;
    const visit = (namespace: protobuf.NamespaceBase) => {
      for (const type of namespace.nestedArray) {
        if (type instanceof protobuf.Namespace) visit(type);
        const isOurs = type instanceof protobuf.Type && type.filename?.endsWith(`/${file}`);
        if (!isOurs || type.parent instanceof protobuf.Type) continue;
        const codec = generated[type.name] as MessageType<unknown>;
        const theirs = type.encode(type.create(sample(type, 0))).finish();
        const ours = codec.encode(codec.decode(theirs)).finish();
        const plain = { longs: String, bytes: Array, defaults: true };
        assertEquals(type.toObject(type.decode(ours), plain), type.toObject(type.decode(theirs), plain), type.fullName);
        assertEquals(codec.encode(codec.decode(ours)).finish(), ours, type.fullName);
      }
    };
    visit(root);
  });
}
