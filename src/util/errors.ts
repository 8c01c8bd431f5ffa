/**
 * Errors that carry what a caller needs to choose the gRPC status. Runtime-neutral: the guest agent uses them too.
 * They are turned into a status in one place (src/ttrpc/status.ts knows the codes, service/ does the mapping).
 */

/** gRPC status codes by name (https://grpc.github.io/grpc/core/md_doc_statuscodes.html). */
export const Code = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;
export type Code = typeof Code[keyof typeof Code];

/** An error with a gRPC status code: what a service handler throws and what a client call rejects with. */
export class StatusError extends Error {
  override name = "StatusError";
  constructor(readonly code: Code, message: string, options?: { cause?: unknown }) {
    super(message, options);
  }
}

/** A failed system call: `what` says what was tried and on what, e.g. "Cannot mount overlay on '/run/x/rootfs'". */
export class SystemError extends Error {
  override name = "SystemError";
  constructor(readonly syscall: string, readonly errno: number, readonly errnoName: string, what: string) {
    super(`${what}: ${syscall}: ${errnoName}`);
  }
}

/** The message of anything thrown, with its causes, on one line. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.message || error.name;
  return error.cause === undefined ? own : `${own}: ${messageOf(error.cause)}`;
}
