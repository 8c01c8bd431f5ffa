/** What `deno task gen` adds to ts-proto's types: a description of each message's fields. */
import { dirname, relative } from "@std/path";
import protobuf from "protobufjs";

const MESSAGE_TYPE = "protobuf/message_type.ts";

/**
 * Adds to ts-proto's output for a .proto file, `text`, a constant beside each message's interface. The names are those of the interface's
 * properties, which stand in the order of the message's fields.
 * @param proto path of the file below `protoDir`
 */
export function describeMessages(text: string, proto: string, protoDir: string): string {
  const messages = messagesOf(proto, protoDir).map((type) => describe(type, text));
  if (messages.length === 0) return text;
  const path = relative(`gen/${dirname(proto)}`, MESSAGE_TYPE);
  const lines = [`import { type MessageType, messageType } from "${path}";`, "", ...messages];
  // Below the imports, before the services, which name the messages.
  const at = text.search(/^(?!\/\/|import |$)/m);
  return `${text.slice(0, at).trimEnd()}\n${lines.join("\n")}\n\n${text.slice(at)}`;
}

function messagesOf(proto: string, protoDir: string): protobuf.Type[] {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => target.startsWith("/") ? target : `${protoDir}/${target}`;
  root.loadSync(proto, { keepCase: true }).resolveAll();
  const found: protobuf.Type[] = [];
  const visit = (namespace: protobuf.NamespaceBase) => {
    for (const one of namespace.nestedArray) {
      if (one instanceof protobuf.Type && fileOf(one).endsWith(`/${proto}`)) found.push(one);
      if (one instanceof protobuf.Namespace) visit(one);
    }
  };
  visit(root);
  return found;
}

/** protobufjs has Google's own types built in, each in a file of its name, and reads no file for them. */
function fileOf(type: protobuf.Type): string {
  return type.filename ?? `/google/protobuf/${type.name.toLowerCase()}.proto`;
}

function describe(type: protobuf.Type, text: string): string {
  const name = typeName(type);
  const properties = propertiesOf(name, text);
  if (properties.length !== type.fieldsArray.length) throw new Error(`${name}: not the fields that its interface has`);
  const references = new Set<string>();
  const fields = type.fieldsArray.map((field, index) => {
    const { property, referred } = properties[index]!;
    const value = field.resolvedType instanceof protobuf.Type
      ? referred
      : field.resolvedType instanceof protobuf.Enum
      ? "int32"
      : field.type;
    if (field.resolvedType instanceof protobuf.Type) references.add(referred);
    const kind = field instanceof protobuf.MapField
      ? `<${field.keyType},${value}>`
      : field.repeated
      ? `${value}[]`
      : value;
    const mark = field.partOf !== null && field.partOf !== undefined ? "?" : "";
    return `${property}${mark}=${field.id}:${kind}`;
  });
  const known = references.size === 0 ? "" : `, () => ({ ${[...references].join(", ")} })`;
  // Of what is marked so a bundle leaves out what nobody uses: 9 KB of the agent.
  return `export const ${name}: MessageType<${name}> = /* @__PURE__ */ messageType("${fields.join(" ")}"${known});`;
}

/** ts-proto's: a nested message has its parent's name in front. */
function typeName(type: protobuf.Type): string {
  return type.parent instanceof protobuf.Type ? `${typeName(type.parent)}_${type.name}` : type.name;
}

/** The properties of an interface, each with the type that it refers to. */
function propertiesOf(name: string, text: string): { property: string; referred: string }[] {
  const body = new RegExp(`^export interface ${name} \\{\n([^]*?)^\\}`, "m").exec(text)?.[1];
  if (body === undefined) throw new Error(`${name}: no interface`);
  return [...body.matchAll(/^ {2}(\w+)\??:\s+(?:\| )?(?:\{ \[key: \w+\]: )?(\w+)/gm)].map(([, property, referred]) => ({
    property: property!,
    referred: referred!,
  }));
}
