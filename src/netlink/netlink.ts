import { NLM_F_ACK, NLM_F_DUMP, NLM_F_DUMP_INTR, NLM_F_REQUEST, NLMSG_DONE, NLMSG_ERROR } from "./abi.ts";
import { type Message, MessageBuilder, messagesOf } from "./message.ts";

/** A NETLINK_ROUTE socket of the network namespace that is to be seen or changed. The kernel answers before `send` returns. */
export interface NetlinkSocket {
  send(message: Uint8Array): void;
  /** One whole datagram. */
  receive(): Uint8Array;
  /** "ENODEV" for 19. */
  errnoName(code: number): string;
}

/** What the kernel refused: "Cannot add route '10.0.0.0/8': ENETUNREACH". */
export class NetlinkError extends Error {
  override name = "NetlinkError";
  constructor(readonly code: string, what: string) {
    super(`${what}: ${code}`);
  }
}

/** How often a listing is asked for again that changed under the kernel's hands. */
const MOST_DUMPS = 8;
/** More than any pod's namespace has; a kernel that goes on for ever is none. */
const MOST_MESSAGES = 65_536;

/** Requests over one socket, one after the other. */
export class Netlink {
  #socket: NetlinkSocket;
  #sequence = 0;

  constructor(socket: NetlinkSocket) {
    this.#socket = socket;
  }

  /** Asks for a change. Throws NetlinkError with `what` ("Cannot add route 'x'") where the kernel refuses it. */
  request(type: number, flags: number, message: MessageBuilder, what: string): void {
    this.#exchange(type, flags | NLM_F_ACK, message, what);
  }

  /** Everything of a kind. `message` holds the type's structure, which says what is wanted. */
  dump(type: number, message: () => MessageBuilder, what: string): Message[] {
    for (let left = MOST_DUMPS; left > 0; left--) {
      const messages = this.#exchange(type, NLM_F_DUMP, message(), what);
      if (!messages.some((one) => one.flags & NLM_F_DUMP_INTR)) return messages;
    }
    throw new NetlinkError("EINTR", what);
  }

  #exchange(type: number, flags: number, message: MessageBuilder, what: string): Message[] {
    const sequence = ++this.#sequence;
    this.#socket.send(message.finish(type, flags | NLM_F_REQUEST, sequence));
    const answers: Message[] = [];
    while (answers.length < MOST_MESSAGES) {
      for (const answer of messagesOf(this.#socket.receive())) {
        if (answer.sequence !== sequence) continue;
        if (answer.type === NLMSG_ERROR || answer.type === NLMSG_DONE) {
          const code = errorOf(answer);
          if (code !== 0) throw new NetlinkError(this.#socket.errnoName(code), what);
          return answers;
        }
        answers.push(answer);
      }
    }
    throw new Error(`${what}: more than ${MOST_MESSAGES} answers`);
  }
}

/** The errno that an answer of type ERROR or DONE begins with, as a positive number; 0 is an acknowledgement. */
function errorOf({ body }: Message): number {
  if (body.length < 4) return 0;
  return -new DataView(body.buffer, body.byteOffset, 4).getInt32(0, true);
}
