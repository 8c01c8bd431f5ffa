import protobuf from "protobufjs";
import common from "../../../proto/cri/common.proto" with { type: "text" };
import container from "../../../proto/cri/container.proto" with { type: "text" };
import image from "../../../proto/cri/image.proto" with { type: "text" };
import runtime from "../../../proto/cri/runtime.proto" with { type: "text" };
import sandbox from "../../../proto/cri/sandbox.proto" with { type: "text" };
import stats from "../../../proto/cri/stats.proto" with { type: "text" };

/** What a caller sees of a message: a plain object with enums by name, numbers as numbers, and default values filled in. */
const CONVERSION = { enums: String, longs: Number, defaults: true };

/** The CRI's messages and services as proto/cri describes them, read once when the first client is made. */
export function loadSchema(): protobuf.Root {
  const root = new protobuf.Root();
  for (const text of [common, sandbox, container, stats, image, runtime]) protobuf.parse(text, root);
  root.resolveAll();
  return root;
}

/** Turns plain objects into a message's bytes. Throws an Error where a value has the wrong shape. */
export function encoder(type: protobuf.Type): (value: object) => Uint8Array {
  return (value) => type.encode(type.fromObject(value)).finish();
}

/** Turns a message's bytes into a plain object. */
export function decoder(type: protobuf.Type): (bytes: Uint8Array) => object {
  return (bytes) => type.toObject(type.decode(bytes), CONVERSION);
}
