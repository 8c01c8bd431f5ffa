/** securityContext, and what a pod in a VM cannot have. */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { K8sCase } from "../harness.ts";

export const securityCases: readonly K8sCase[] = [
  {
    name: "user, groups, capabilities, seccomp, a read-only root, sysctls",
    manifest: "security.yaml",
    async run(k) {
      await k.wait("security");
      assertEquals(await k.shell("security", "id -u; id -g; id -G", "main"), "1234\n3000\n3000 2000 4000\n");
      const status = await k.shell("security", "grep -E '^(Seccomp|NoNewPrivs|CapBnd):' /proc/self/status", "main");
      const value = (name: string) => new RegExp(`^${name}:\\s+(\\w+)$`, "m").exec(status)?.[1];
      // CAP_NET_BIND_SERVICE is bit 10; 2 is a filter (proc(5)).
      assertEquals([value("Seccomp"), value("NoNewPrivs"), parseInt(value("CapBnd")!, 16)], ["2", "1", 1 << 10]);
      assertNotEquals((await k.tryKubectl(["exec", "security", "-c", "main", "--", "touch", "/x"])).code, 0);
      assertEquals(await k.shell("security", "touch /disk/x; stat -c %g /disk/x", "main"), "2000\n");
      assertMatch(await k.shell("security", "cat /proc/sys/net/ipv4/ip_local_port_range", "main"), /^20000\s30000\n$/);
    },
  },
  {
    name: "a privileged container may do everything, in the pod's VM",
    manifest: "security.yaml",
    async run(k) {
      await k.wait("security");
      assertEquals(
        await k.shell(
          "security",
          "mount -t tmpfs none /mnt && grep -c ' /mnt tmpfs' /proc/mounts; ip address add 10.1.1.1/32 dev lo && echo address",
          "privileged",
        ),
        "1\naddress\n",
      );
      const kernel = await k.shell("security", "uname -r", "privileged");
      assertEquals(kernel.trim() === Deno.osRelease(), k.runtime === "runc");
    },
  },
  {
    name: "pods in the node's network or process namespace are refused, with an event that says why",
    manifest: "host_namespaces.yaml",
    runtimes: ["husk"],
    async run(k) {
      const events = await k.until("the refusals", async () => {
        const text = await k.kubectl(
          "get",
          "events",
          "-o",
          "jsonpath={range .items[*]}{.involvedObject.name}: {.message}{'\\n'}{end}",
        );
        return /host-network: Failed to create pod sandbox/.test(text) &&
            /host-pid: Failed to create pod sandbox/.test(text)
          ? text
          : undefined;
      });
      assertMatch(events, /host-network: .*network namespace/i);
      assertMatch(events, /host-pid: .*PID namespace/i);
      assert(!events.includes("Started container"), events);
    },
  },
];
