import type { TunnelDefinition } from "../../src/gen/agent/tunnel.ts";
import { parseIp } from "../../src/netlink/ip.ts";
import type { Implementation } from "../../src/ttrpc/definition.ts";
import { Code, StatusError } from "../../src/util/errors.ts";
import { AsyncFd } from "./async_fd.ts";
import { errorCode, type Native } from "./native.ts";

/** Connections at a time: each holds a descriptor and a call. */
const MOST_TUNNELS = 256;
/** Bytes of one answer, whatever the caller asks for. */
const MAX_RECEIVE = 256 << 10;
const EMPTY = {};
const V4_LOOPBACK = "127.0.0.1";
const V6_LOOPBACK = "::1";

/** TCP connections within the guest, made for the host. */
export function tunnelService(native: Native): Implementation<typeof TunnelDefinition> {
  const tunnels = new Map<number, AsyncFd>();
  let last = 0;
  const find = (id: number): AsyncFd => {
    const found = tunnels.get(id);
    if (found === undefined) throw new StatusError(Code.NOT_FOUND, `No tunnel ${id}`);
    return found;
  };
  return {
    async dial({ address, port }) {
      if (tunnels.size >= MOST_TUNNELS) {
        throw new StatusError(Code.RESOURCE_EXHAUSTED, `More than ${MOST_TUNNELS} tunnels are open`);
      }
      const id = ++last;
      tunnels.set(id, await dial(native, address, port));
      return { tunnel: id };
    },
    async receive({ tunnel, len }) {
      const data = await find(tunnel).readSome(Math.max(1, Math.min(len || MAX_RECEIVE, MAX_RECEIVE)));
      if (data === null) throw new StatusError(Code.OUT_OF_RANGE, "eof");
      return { data };
    },
    async send({ tunnel, data }) {
      await find(tunnel).writeAll(data);
      return EMPTY;
    },
    closeSend({ tunnel }) {
      native.shutdownWrite(find(tunnel).fd);
      return Promise.resolve(EMPTY);
    },
    close({ tunnel }) {
      tunnels.get(tunnel)?.close();
      tunnels.delete(tunnel);
      return Promise.resolve(EMPTY);
    },
  };
}

/** Connects; where nobody listens on a loopback address, tries the other family's. */
async function dial(native: Native, address: string, port: number): Promise<AsyncFd> {
  try {
    return await connect(native, address, port);
  } catch (error) {
    const other = address === V6_LOOPBACK ? V4_LOOPBACK : address.startsWith("127.") ? V6_LOOPBACK : undefined;
    if (other === undefined || errorCode(error) !== "ECONNREFUSED") throw error;
    return await connect(native, other, port).catch(() => {
      throw error;
    });
  }
}

async function connect(native: Native, address: string, port: number): Promise<AsyncFd> {
  const bytes = parseIp(address);
  if (bytes === undefined || port < 1 || port > 65535) {
    throw new StatusError(Code.INVALID_ARGUMENT, `Cannot connect to '${address}' port ${port}: no such address`);
  }
  const socket = new AsyncFd(native, native.connectTcp(bytes, port));
  try {
    await socket.writable();
    native.throwSocketError(socket.fd, `${address} port ${port}`);
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}
