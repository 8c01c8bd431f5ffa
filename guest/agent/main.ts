import { HealthDefinition } from "../../src/gen/agent/health.ts";
import { Server } from "../../src/ttrpc/server.ts";
import { messageOf } from "../../src/util/errors.ts";
import { agentService, healthService } from "./agent_service.ts";
import { repairBigInt } from "./bigint.ts";
import { Children } from "./children.ts";
import { Crun } from "./crun.ts";
import { mountBase } from "./mounts.ts";
import type { Native } from "./native.ts";
import { servePort, serveVsock, waitForPort } from "./port.ts";
import { Sandbox } from "./sandbox.ts";
import { ServedAgentService } from "./served.ts";

/** The name of the virtio-serial port, and the vsock port, on which the host finds the agent. */
const PORT_NAME = "husk.agent";
const VSOCK_PORT = 1024;

declare const husk: Native;

/** PID 1 of the guest: mounts what every pod needs, then serves the host. It knows nothing of a pod until it is told. */
function main(native: Native): void {
  repairBigInt();
  const children = new Children(native);
  mountBase(native);
  // Proactive compaction of memory wakes an idle guest twice a second (mm/compaction.c, HPAGE_FRAG_CHECK_INTERVAL_MSEC).
  native.writeFile("/proc/sys/vm/compaction_proactiveness", "0", 0);
  const sandbox = new Sandbox({ native, children, crun: new Crun(native, children) });
  const server = new Server();
  server.register(HealthDefinition, healthService);
  server.register(ServedAgentService, agentService(native, sandbox));
  serveVsock(native, VSOCK_PORT, (channel) => server.serve(channel)).catch((error) => {
    console.log(`agent: no vsock: ${messageOf(error)}`);
  });
  serveSerial(native, server);
}

async function serveSerial(native: Native, server: Server): Promise<void> {
  const device = await waitForPort(native, PORT_NAME);
  const now = native.uptime();
  const own = now - native.started();
  console.log(`agent: serving ${device} ${now.toFixed(0)} ms after boot, ${own.toFixed(1)} of them its own`);
  await servePort(native, device, (channel) => server.serve(channel));
}

main(husk);
