import type { Agent, Tunnel } from "../agent_client/agent.ts";
import { listenIn } from "../linux/netns_listener.ts";
import { catchConnections } from "../linux/sk_lookup.ts";
import { messageOf } from "../util/errors.ts";
import type { Logger } from "../util/log.ts";

const CHUNK = 64 * 1024;

/**
 * Who connects, on the host, to an address of the pod's network namespace itself (containerd's port-forward does, to
 * localhost) means the containers, which are in the guest: every such connection is made there, to the same address and port.
 * Connections are caught from the beginning, since that takes bpf(2), which a shim gives up before it starts anything; they wait for `serve`.
 */
export class LocalForward implements Disposable {
  #log: Logger;
  #listener: Deno.TcpListener;
  #caught: Disposable;
  #connections = new Set<Deno.TcpConn>();

  /** Throws where the kernel cannot catch the namespace's connections. */
  constructor(netns: string, log: Logger) {
    this.#log = log;
    const { listener, fd } = listenIn(netns);
    this.#listener = listener;
    try {
      this.#caught = catchConnections(netns, fd);
    } catch (error) {
      listener.close();
      throw error;
    }
  }

  /** From now on the connections are made in the guest, by its agent. */
  serve(agent: Agent): void {
    this.#acceptAll(agent);
  }

  [Symbol.dispose](): void {
    this.#caught[Symbol.dispose]();
    this.#listener.close();
    for (const connection of this.#connections) close(connection);
  }

  async #acceptAll(agent: Agent): Promise<void> {
    try {
      for await (const connection of this.#listener) this.#serve(connection, agent);
    } catch (error) {
      this.#log.warn("Connections to the pod's localhost are no longer taken", { error: messageOf(error) });
    }
  }

  async #serve(connection: Deno.TcpConn, agent: Agent): Promise<void> {
    this.#connections.add(connection);
    const { hostname, port } = connection.localAddr;
    let tunnel: Tunnel | undefined;
    try {
      tunnel = await agent.dial(unmapped(hostname), port);
      await Promise.all([upstream(connection, tunnel), downstream(connection, tunnel)]);
    } catch (error) {
      this.#log.debug("A connection to the pod's localhost ended", { port, error: messageOf(error) });
    } finally {
      this.#connections.delete(connection);
      close(connection);
      // The agent may be gone, and the tunnel with it.
      await tunnel?.close().catch(() => {});
    }
  }
}

/** Copies what the client sends; a fault ends the connection, and so the other direction. */
async function upstream(connection: Deno.TcpConn, tunnel: Tunnel): Promise<void> {
  try {
    const buffer = new Uint8Array(CHUNK);
    for (let count = await connection.read(buffer); count !== null; count = await connection.read(buffer)) {
      await tunnel.send(buffer.slice(0, count));
    }
    await tunnel.closeSend();
  } catch (error) {
    close(connection);
    await tunnel.close().catch(() => {});
    throw error;
  }
}

/** Copies what the guest's side sends. */
async function downstream(connection: Deno.TcpConn, tunnel: Tunnel): Promise<void> {
  try {
    for (let data = await tunnel.receive(); data !== null; data = await tunnel.receive()) {
      for (let at = 0; at < data.length;) at += await connection.write(data.subarray(at));
    }
    await connection.closeWrite();
  } catch (error) {
    close(connection);
    await tunnel.close().catch(() => {});
    throw error;
  }
}

/** "127.0.0.1" for "::ffff:127.0.0.1", as a socket of both families calls it. */
function unmapped(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, "");
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // Closed already.
  }
}
