import { Code, messageOf, StatusError, SystemError } from "../util/errors.ts";

/** The one place where an error of any layer becomes a gRPC status for containerd. */
export function toStatusError(error: unknown): StatusError {
  if (error instanceof StatusError) {
    return error.cause === undefined ? error : new StatusError(error.code, messageOf(error));
  }
  if (error instanceof SystemError) return new StatusError(Code.INTERNAL, error.message);
  return new StatusError(Code.UNKNOWN, messageOf(error));
}
