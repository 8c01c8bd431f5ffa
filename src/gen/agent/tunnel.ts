// Generated from proto/agent/tunnel.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Empty } from "../google/protobuf/empty.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const DialRequest: MessageType<DialRequest> = /* @__PURE__ */ messageType("address=1:string port=2:uint32");
export const DialResponse: MessageType<DialResponse> = /* @__PURE__ */ messageType("tunnel=1:uint32");
export const ReceiveRequest: MessageType<ReceiveRequest> = /* @__PURE__ */ messageType("tunnel=1:uint32 len=2:uint32");
export const ReceiveResponse: MessageType<ReceiveResponse> = /* @__PURE__ */ messageType("data=1:bytes");
export const SendRequest: MessageType<SendRequest> = /* @__PURE__ */ messageType("tunnel=1:uint32 data=2:bytes");
export const CloseRequest: MessageType<CloseRequest> = /* @__PURE__ */ messageType("tunnel=1:uint32");

export interface DialRequest {
  /** An IP address; one of the loopback's stands for both families', as "localhost" does. */
  address: string;
  port: number;
}

export interface DialResponse {
  tunnel: number;
}

export interface ReceiveRequest {
  tunnel: number;
  len: number;
}

export interface ReceiveResponse {
  data: Uint8Array;
}

export interface SendRequest {
  tunnel: number;
  data: Uint8Array;
}

export interface CloseRequest {
  tunnel: number;
}

/**
 * TCP connections that the agent makes in the guest for somebody on the host: what is sent to localhost in the pod's network
 * namespace there (port-forward does) is meant for the guest's. Bytes are pulled and pushed one call at a time, so that a
 * connection that does not move holds up nothing else.
 */
export type TunnelDefinition = typeof TunnelDefinition;
export const TunnelDefinition = {
  name: "Tunnel",
  fullName: "husk.agent.v1.Tunnel",
  methods: {
    dial: {
      name: "Dial",
      requestType: DialRequest as typeof DialRequest,
      requestStream: false,
      responseType: DialResponse as typeof DialResponse,
      responseStream: false,
      options: {},
    },
    /** Waits for at least one byte. OUT_OF_RANGE at the end. */
    receive: {
      name: "Receive",
      requestType: ReceiveRequest as typeof ReceiveRequest,
      requestStream: false,
      responseType: ReceiveResponse as typeof ReceiveResponse,
      responseStream: false,
      options: {},
    },
    /** Answers when the connection has taken all of it. */
    send: {
      name: "Send",
      requestType: SendRequest as typeof SendRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    /** Nothing more will be sent. */
    closeSend: {
      name: "CloseSend",
      requestType: CloseRequest as typeof CloseRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
    /** Ends the connection. One that is gone is no error. */
    close: {
      name: "Close",
      requestType: CloseRequest as typeof CloseRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
  },
} as const;
