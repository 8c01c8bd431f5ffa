import { assert, assertEquals, assertRejects } from "@std/assert";
import { CommandError } from "../command.ts";
import { makeCgroups } from "./machine.ts";
import { Node, NODE_ADDRESS } from "./node.ts";

Deno.test("Node has processes, mounts and a network of its own, which go with it", async () => {
  const folder = await Deno.makeTempDir({ dir: "/var/tmp" });
  try {
    {
      await using node = await Node.start(folder);
      assert((await node.run(["ip", "address"])).includes(NODE_ADDRESS));
      await node.run(["sh", "-c", "echo x > /var/lib/husk-node-test; mkdir /run/of-the-node"]);
      assertEquals(await node.run(["sh", "-c", "cat"], { stdin: "given" }), "given");
      await assertRejects(() => node.run(["sh", "-c", "echo why >&2; exit 3"]), CommandError, "exit code 3\nwhy");
      const service = await node.serve("sleeper", ["sh", "-c", "echo now >&2; exec sleep 1000"], "now");
      await node[Symbol.asyncDispose]();
      assert((await service.ended).startsWith("sleeper has ended"));
    }
    await assertRejects(() => Deno.stat("/var/lib/husk-node-test"), Deno.errors.NotFound);
    await assertRejects(() => Deno.stat("/run/of-the-node"), Deno.errors.NotFound);
    assert(!(await Deno.readTextFile("/proc/self/mountinfo")).includes(folder));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("Node.serve() rejects with a service's last words where it ends before it is ready", async () => {
  const folder = await Deno.makeTempDir({ dir: "/var/tmp" });
  try {
    await using node = await Node.start(folder);
    const command = ["sh", "-c", "echo no port left >&2; exit 4"];
    await assertRejects(() => node.serve("api", command, "ready"), Error, "api has ended with code 4: no port left");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("makeCgroups() makes a cgroup in every hierarchy, and removes it with what was made below it", async () => {
  const root = await Deno.makeTempDir();
  try {
    for (const name of ["memory", "cpuset"]) await Deno.mkdir(`${root}/${name}`);
    {
      using _ = makeCgroups("pods", root);
      await Deno.mkdir(`${root}/memory/pods/kubepods/besteffort`, { recursive: true });
      assert((await Deno.stat(`${root}/cpuset/pods`)).isDirectory);
    }
    assertEquals([...Deno.readDirSync(`${root}/memory`), ...Deno.readDirSync(`${root}/cpuset`)], []);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
});
