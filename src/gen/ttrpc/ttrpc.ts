// Generated from proto/ttrpc/ttrpc.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Any } from "../google/protobuf/any.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const Request: MessageType<Request> = /* @__PURE__ */ messageType("service=1:string method=2:string payload=3:bytes timeoutNano=4:int64 metadata=5:KeyValue[]", () => ({ KeyValue }));
export const Response: MessageType<Response> = /* @__PURE__ */ messageType("status=1:Status payload=2:bytes", () => ({ Status }));
export const KeyValue: MessageType<KeyValue> = /* @__PURE__ */ messageType("key=1:string value=2:string");
export const Status: MessageType<Status> = /* @__PURE__ */ messageType("code=1:int32 message=2:string details=3:Any[]", () => ({ Any }));

/** The body of a request frame. */
export interface Request {
  service: string;
  method: string;
  payload: Uint8Array;
  /** Time left for the call; 0 means no limit. */
  timeoutNano: bigint;
  metadata: KeyValue[];
}

/** The body of a response frame. */
export interface Response {
  status: Status | undefined;
  payload: Uint8Array;
}

export interface KeyValue {
  key: string;
  value: string;
}

/** google.rpc.Status by its fields; `code` is gRPC's. */
export interface Status {
  code: number;
  message: string;
  details: Any[];
}
