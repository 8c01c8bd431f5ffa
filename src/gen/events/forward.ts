// Generated from proto/events/forward.proto, do not edit; deno task gen.
// deno-lint-ignore-file
import { Empty } from "../google/protobuf/empty.ts";
import { Envelope } from "../types/event.ts";
import { type MessageType, messageType } from "../../protobuf/message_type.ts";

export const ForwardRequest: MessageType<ForwardRequest> = /* @__PURE__ */ messageType("envelope=1:Envelope", () => ({ Envelope }));

export interface ForwardRequest {
  envelope: Envelope | undefined;
}

/** Served by containerd on its ttrpc address: how a shim publishes events. */
export type EventsDefinition = typeof EventsDefinition;
export const EventsDefinition = {
  name: "Events",
  fullName: "containerd.services.events.ttrpc.v1.Events",
  methods: {
    forward: {
      name: "Forward",
      requestType: ForwardRequest as typeof ForwardRequest,
      requestStream: false,
      responseType: Empty as typeof Empty,
      responseStream: false,
      options: {},
    },
  },
} as const;
