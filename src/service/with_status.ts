import { toStatusError } from "./grpc_status.ts";

/** Every handler's error leaves as a StatusError. */
export function withStatus<T extends object>(service: T): T {
  const guarded: Record<string, unknown> = {};
  for (const [name, handler] of Object.entries(service)) {
    guarded[name] = async (...args: unknown[]) => {
      try {
        return await (handler as (...args: unknown[]) => unknown)(...args);
      } catch (error) {
        throw toStatusError(error);
      }
    };
  }
  return guarded as T;
}
