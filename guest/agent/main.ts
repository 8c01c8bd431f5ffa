import { HealthDefinition } from "../../src/gen/agent/health.ts";
import { TunnelDefinition } from "../../src/gen/agent/tunnel.ts";
import { Server } from "../../src/ttrpc/server.ts";
import { messageOf } from "../../src/util/errors.ts";
import { agentService, healthService } from "./agent_service.ts";
import { repairBigInt } from "./bigint.ts";
import { Children } from "./children.ts";
import { Crun } from "./crun.ts";
import { HostStreams } from "./host_streams.ts";
import { mountBase } from "./mounts.ts";
import type { Native } from "./native.ts";
import { servePort, serveVsock, waitForPort } from "./port.ts";
import { Sandbox } from "./sandbox.ts";
import { ServedAgentService } from "./served.ts";
import { tunnelService } from "./tunnels.ts";

/** The name of the virtio-serial port, and the vsock port, on which the host finds the agent. */
const PORT_NAME = "husk.agent";
const VSOCK_PORT = 1024;
/** The vsock port for streams that carry the stdio of processes: Kata's pass-through port. */
const STDIO_PORT = 1027;

declare const husk: Native;

/** PID 1 of the guest: mounts what every pod needs, then serves the host. It knows nothing of a pod until it is told. */
function main(native: Native): void {
  repairBigInt();
  const children = new Children(native);
  mountBase(native);
  // Proactive compaction of memory wakes an idle guest twice a second (mm/compaction.c, HPAGE_FRAG_CHECK_INTERVAL_MSEC).
  native.writeFile("/proc/sys/vm/compaction_proactiveness", "0", 0);
  const streams = new HostStreams(native);
  const sandbox = new Sandbox({ native, children, crun: new Crun(native, children), streams });
  const server = new Server();
  server.register(HealthDefinition, healthService);
  server.register(TunnelDefinition, tunnelService(native));
  server.register(ServedAgentService, agentService(native, sandbox));
  streams.listen(STDIO_PORT); // before the host hears that there is an agent
  const listening = () => console.log(`agent: listening on vsock port ${VSOCK_PORT} ${sinceBoot(native)}`);
  serveVsock(native, VSOCK_PORT, (channel) => server.serve(channel), listening).catch((error) => {
    console.log(`agent: no vsock: ${messageOf(error)}`);
  });
  serveSerial(native, server);
}

/** How long the boot took until now. */
function sinceBoot(native: Native): string {
  const now = native.uptime();
  return `${now.toFixed(0)} ms after boot, ${(now - native.started()).toFixed(1)} of them its own`;
}

async function serveSerial(native: Native, server: Server): Promise<void> {
  const device = await waitForPort(native, PORT_NAME);
  console.log(`agent: serving ${device} ${sinceBoot(native)}`);
  await servePort(native, device, (channel) => server.serve(channel));
}

main(husk);
