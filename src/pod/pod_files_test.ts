import { assertEquals } from "@std/assert";
import { withPodMounts, writePodFiles } from "./pod_files.ts";

Deno.test("writePodFiles() writes the pod's files and mounts each in its place", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const dns = { servers: ["10.0.0.10", "10.0.0.11"], searches: ["a.test", "b.test"], options: ["ndots:5"] };
    const mounts = writePodFiles(dir, { hostname: "web-0", dns });
    assertEquals(mounts.map(({ destination }) => destination), ["/etc/hostname", "/etc/hosts", "/etc/resolv.conf"]);
    const texts = mounts.map(({ source }) => Deno.readTextFileSync(source!));
    assertEquals(texts, [
      "web-0\n",
      Deno.readTextFileSync("/etc/hosts"),
      "search a.test b.test\nnameserver 10.0.0.10\nnameserver 10.0.0.11\noptions ndots:5\n",
    ]);
    const nothing = writePodFiles(dir, { hostname: "x", dns: { servers: [], searches: [], options: [] } });
    assertEquals(Deno.readTextFileSync(nothing[2]!.source!), Deno.readTextFileSync("/etc/resolv.conf"));
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("withPodMounts() leaves a container the mounts that it brings itself", () => {
  const own = [{ destination: "/etc/hosts", source: "/var/lib/kubelet/hosts" }];
  const pods = [{ destination: "/etc/hosts", source: "/a" }, { destination: "/etc/hostname", source: "/b" }];
  assertEquals(withPodMounts(own, pods), [own[0]!, pods[1]!]);
});
