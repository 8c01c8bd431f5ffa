import { messageOf } from "../../src/util/errors.ts";
import { CriClient } from "../../src/cli/cri/client.ts";

/** Removes the pods that failed tests of a suite have left, and says of each that does not go why. */
export async function removePods(socket: string, print: (line: string) => void): Promise<void> {
  using cri = new CriClient(socket);
  const { items = [] } = await cri.runtime.listPodSandbox({});
  for (const { id: podSandboxId } of items) {
    try {
      await cri.runtime.stopPodSandbox({ podSandboxId });
      await cri.runtime.removePodSandbox({ podSandboxId });
    } catch (error) {
      print(`note  pod '${podSandboxId}' stays: ${messageOf(error)}`);
    }
  }
}
