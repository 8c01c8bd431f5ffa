/** Where a pod's things lie on the host. Short, because a unix socket's path has 107 bytes (unix(7)). */
export interface PodPaths {
  dir: string;
  state: string;
  shared: string;
  virtiofsdSocket: string;
  agentSocket: string;
  consoleSocket: string;
  guestLog: string;
}

export const RUN_DIR = "/run/husk";

export function podPaths(namespace: string, id: string, runDir: string = RUN_DIR): PodPaths {
  const dir = `${runDir}/${namespace}/${id}`;
  return {
    dir,
    state: `${dir}/state.json`,
    shared: `${dir}/shared`,
    virtiofsdSocket: `${dir}/fs.sock`,
    agentSocket: `${dir}/agent.sock`,
    consoleSocket: `${dir}/console.sock`,
    guestLog: `${dir}/guest.log`,
  };
}
