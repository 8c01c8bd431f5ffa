import { Code, messageOf, StatusError } from "../util/errors.ts";
import type { Status } from "../gen/ttrpc/ttrpc.ts";

/** Longer messages are cut: a status must fit into a frame. */
const MAX_MESSAGE = 16 << 10;

/** The status that tells a caller of `error`: a StatusError's code, UNKNOWN for anything else. */
export function statusOf(error: unknown): Status {
  const code = error instanceof StatusError ? error.code : Code.UNKNOWN;
  return { code, message: messageOf(error).slice(0, MAX_MESSAGE), details: [] };
}

/** The error that `status` tells of; undefined where it is OK. Codes that gRPC does not have become UNKNOWN. */
export function errorOf(status: Status | undefined): StatusError | undefined {
  if (status === undefined || status.code === Code.OK) return undefined;
  const known = Object.values(Code).find((code) => code === status.code);
  return new StatusError(known ?? Code.UNKNOWN, status.message);
}

/** What all calls on a lost connection end with; the words are those of other ttrpc clients. */
export function closedError(): StatusError {
  return new StatusError(Code.UNAVAILABLE, "ttrpc: closed");
}

/** For a message of `length` bytes where MAX_DATA_LENGTH is the most. */
export function oversizedError(length: number, limit: number): StatusError {
  return new StatusError(Code.RESOURCE_EXHAUSTED, `Message length ${length} exceeds the maximum of ${limit}`);
}
