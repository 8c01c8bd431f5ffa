import { AF_NETLINK, NETLINK_ROUTE } from "../netlink/abi.ts";
import { Netlink, type NetlinkSocket } from "../netlink/netlink.ts";
import { SOCK_CLOEXEC, SOCK_RAW } from "./abi/socket.ts";
import { errnoName } from "./errno.ts";
import { Fd } from "./fd.ts";
import { check, libc } from "./libc.ts";

/** A datagram of the kernel's has at most 32 KiB (net/netlink/af_netlink.c, netlink_dump). */
const BUFFER_BYTES = 65_536;

/** rtnetlink of the network namespace in which it is made. The kernel answers within the call that sends: nothing blocks. */
export class RtnetlinkSocket implements NetlinkSocket, Disposable {
  readonly netlink: Netlink = new Netlink(this);
  #fd: Fd;
  #buffer = new Uint8Array(BUFFER_BYTES);

  constructor() {
    const fd = libc.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    this.#fd = new Fd(check(fd, "socket", () => "Cannot open an rtnetlink socket"), "rtnetlink");
  }

  send(message: Uint8Array): void {
    this.#fd.write(message);
  }

  receive(): Uint8Array {
    const length = this.#fd.read(this.#buffer);
    if (!length) throw new Error("The kernel's answer over rtnetlink is empty");
    return this.#buffer.slice(0, length);
  }

  errnoName(code: number): string {
    return errnoName(code);
  }

  [Symbol.dispose](): void {
    this.#fd.close();
  }
}
