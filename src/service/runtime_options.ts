import type { Any } from "../gen/google/protobuf/any.ts";
import { Options } from "../gen/runtimeoptions/runtimeoptions.ts";
import { Code, StatusError } from "../util/errors.ts";

/**
 * The configuration file that a runtime's options name (containerd's ConfigPath, CRI-O's runtime_config_path); "" where they
 * name none. Options of another type are another runtime's, which some clients send to all, and say nothing here.
 */
export function configPathOf(options: Any | undefined): string {
  if (options === undefined || options.value.length === 0) return "";
  // containerd writes the bare name, protobuf's own tools a prefix with '/', CRI-O nothing.
  const type = options.typeUrl.slice(options.typeUrl.lastIndexOf("/") + 1);
  if (type !== "" && type !== "runtimeoptions.v1.Options") return "";
  let decoded: Options;
  try {
    decoded = Options.decode(options.value);
  } catch (cause) {
    throw new StatusError(Code.INVALID_ARGUMENT, "Malformed runtime options", { cause });
  }
  if (decoded.configPath === "" && decoded.configBody.length > 0) {
    throw new StatusError(
      Code.INVALID_ARGUMENT,
      "The runtime's options have settings but no ConfigPath: husk's stand in a file of their own",
    );
  }
  return decoded.configPath;
}
