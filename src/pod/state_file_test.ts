import { assertEquals, assertThrows } from "@std/assert";
import { readState, StateFile } from "./state_file.ts";

Deno.test("StateFile writes what readState() reads", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const path = `${dir}/state.json`;
    assertEquals(readState(path), undefined);
    const file = new StateFile(path, { namespace: "n", id: "c", socket: "/s", cgroups: ["/c"] });
    file.addProcess({ role: "vmm", pid: 7, startTime: 99 });
    const link = { netns: "/n", inode: 4026532000, index: 3, name: "eth0" };
    file.addLink(link);
    assertEquals(readState(path), {
      version: 1,
      namespace: "n",
      id: "c",
      socket: "/s",
      cgroups: ["/c"],
      processes: [{ role: "vmm", pid: 7, startTime: 99 }],
      links: [link],
    });
    Deno.writeTextFileSync(path, "{");
    assertThrows(() => readState(path), Error, path);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
