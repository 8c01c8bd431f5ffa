import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { serveContainerd } from "./containerd_service.ts";
import { CommandError } from "../command.ts";
import { Node } from "./node.ts";

const CONTAINERD = "#!/bin/sh\necho containerd successfully booted >&2\nexec sleep 1000\n";

Deno.test("serveContainerd(): systemctl restarts it, which is no end of the service; its own end is", async () => {
  const folder = await Deno.makeTempDir({ dir: "/var/tmp" });
  try {
    await using node = await Node.start(folder);
    await Deno.writeTextFile(`${folder}/containerd`, CONTAINERD, { mode: 0o755 });
    const { ended } = await serveContainerd(node, folder, "/usr/bin:/bin");
    const running = async () =>
      (await node.run(["sh", "-c", "pgrep -x -P $(cat /run/containerd-keeper/pid) sleep"])).trim();
    const first = await running();
    await node.run(["/usr/local/bin/systemctl", "restart", "containerd"]);
    await node.run(["/usr/local/bin/systemctl", "restart", "containerd"]);
    assertNotEquals(await running(), first);
    await assertRejects(() => node.run(["kill", "-0", first]), CommandError, "No such process");
    await assertRejects(() => node.run(["/usr/local/bin/systemctl", "stop", "containerd"]), CommandError, "not 'stop");
    await node.run(["kill", "-KILL", await running()]);
    assertEquals((await ended).split(":")[0], "containerd has ended with code 137");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
