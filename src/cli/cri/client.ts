import { Buffer } from "node:buffer";
import * as grpc from "@grpc/grpc-js";
import type protobuf from "protobufjs";
import type { ImageService, RuntimeService } from "../../gen/cri/runtime.ts";
import { decoder, encoder, loadSchema } from "./schema.ts";

/** A service with its methods in this language's case: `runPodSandbox(request)`. */
export type Methods<S> = { readonly [K in keyof S & string as Uncapitalize<K>]: S[K] };

/** How long a call may take; starting a pod in a VM on a host under load takes the longest. */
const CALL_MS = 240_000;
/** Messages such as ExecSync's output may be larger than gRPC's usual 4 MiB: the limit that the kubelet sets. */
const MOST_MESSAGE = 16 << 20;

/** A call that failed: the method, the gRPC code and containerd's own words. */
export class CriError extends Error {
  override name = "CriError";
  constructor(readonly method: string, readonly code: number, readonly details: string) {
    super(`${method}: ${details} (${grpc.status[code] ?? code})`);
  }
}

/**
 * The Kubernetes Container Runtime Interface (package runtime.v1) over a unix socket: what the kubelet speaks to containerd and
 * CRI-O. Requests may leave out any field. Each call rejects with a CriError.
 */
export class CriClient implements Disposable {
  readonly runtime: Methods<RuntimeService>;
  readonly image: Methods<ImageService>;
  #client: grpc.Client;

  constructor(socket: string) {
    this.#client = new grpc.Client(`unix://${socket}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": MOST_MESSAGE,
      "grpc.max_send_message_length": MOST_MESSAGE,
      // Not of the peer's choosing: :authority would be the socket's path, which Go's HTTP/2 server refuses.
      "grpc.default_authority": "localhost",
    });
    const root = loadSchema();
    this.runtime = this.#service(root.lookupService("runtime.v1.RuntimeService")) as Methods<RuntimeService>;
    this.image = this.#service(root.lookupService("runtime.v1.ImageService")) as Methods<ImageService>;
  }

  [Symbol.dispose](): void {
    this.#client.close();
  }

  #service(service: protobuf.Service): object {
    const methods = service.methodsArray.map((method) => {
      const name = method.name[0]!.toLowerCase() + method.name.slice(1);
      return [name, this.#method(`/${service.fullName.slice(1)}/${method.name}`, method)];
    });
    return Object.fromEntries(methods);
  }

  #method(path: string, method: protobuf.Method): (request: object) => Promise<object> {
    const encode = encoder(method.resolvedRequestType!);
    const decode = decoder(method.resolvedResponseType!);
    return (request) =>
      new Promise((resolve, reject) => {
        this.#client.makeUnaryRequest(
          path,
          (value: object) => Buffer.from(encode(value)),
          decode,
          request,
          { deadline: Date.now() + CALL_MS },
          (error, response) => {
            if (error !== null) reject(new CriError(method.name, error.code, error.details));
            else resolve(response!);
          },
        );
      });
  }
}
