/** What the containers of a pod see: of each other, of the pod, and of the machine below. The same under runc, where it can be. */
import { assert, assertEquals, assertMatch, assertNotEquals, assertRejects } from "@std/assert";
import type { ContainerConfig } from "../../../src/gen/cri/container.ts";
import type { NamespaceOption } from "../../../src/gen/cri/common.ts";
import { Pods } from "../pods.ts";
import type { TestCase } from "../harness.ts";

const withNamespaces = (namespaceOptions: NamespaceOption) => ({ linux: { securityContext: { namespaceOptions } } });

export const criViewCases: TestCase[] = [
  {
    name: "CRI: containers share host name, IPC and /dev/shm, and nothing else",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const a = await pod.start("a", "exec sleep 1000");
      const b = await pod.start("b", "exec sleep 2000");
      assertEquals(await a.shell("hostname; cat /etc/hostname"), `${pod.config.hostname}\n`.repeat(2));
      for (const kind of ["ipc", "uts", "net"]) {
        const link = `readlink /proc/self/ns/${kind}`;
        assertEquals(await a.shell(link), await b.shell(link), kind);
      }
      for (const kind of ["pid", "mnt"]) {
        const link = `readlink /proc/self/ns/${kind}`;
        assertNotEquals(await a.shell(link), await b.shell(link), kind);
      }
      await a.shell("echo shared > /dev/shm/x; echo own > /tmp/x");
      assertEquals(await b.shell("cat /dev/shm/x; ls /tmp/x 2>&1 | grep -c such"), "shared\n1\n");
      assertMatch(await b.shell("df -k /dev/shm | tail -1"), / 65536 /);
      assertMatch(await b.shell("grep ' /dev/shm ' /proc/mounts"), /^\S+ \/dev\/shm tmpfs rw,nosuid,nodev,noexec/);
      const seen = await a.shell("ps");
      assertEquals([/sleep 1000/.test(seen), /sleep 2000/.test(seen)], [true, false], seen);
    },
  },
  {
    name: "CRI: resolv.conf, hosts and hostname are those that the CRI writes",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const out = await pod.script("cat /etc/resolv.conf; cat /etc/hosts; echo $HOSTNAME");
      assertMatch(out, /^nameserver 10\.9\.8\.7$/m);
      assertMatch(out, /^search e2e\.test$/m);
      assertMatch(out, /^options ndots:5$/m);
      assertMatch(out, /^127\.0\.0\.1\s+localhost/m);
      assertEquals(out.trimEnd().split("\n").at(-1), pod.config.hostname);
    },
  },
  {
    name: "CRI: with a shared process namespace, containers see and signal each other below an init of the pod's",
    cri: true,
    async run(context) {
      const shared = withNamespaces({ pid: "POD" });
      const pods = new Pods(context);
      const pod = await pods.run(shared);
      const a = await pod.start("a", "exec sleep 1111", shared);
      const b = await pod.start("b", "sleep 2222 & exec sleep 3333", shared);
      assertNotEquals((await a.shell("echo $$")).trim(), "1");
      const seen = await a.shell("ps");
      for (const command of ["sleep 1111", "sleep 2222", "sleep 3333"]) assertMatch(seen, new RegExp(command));
      assertEquals(/agent|crun/.test(seen), false, seen);
      assertMatch(seen, /^\s+1 \S+\s+.*(pod|sleep 2147483647)$/m);
      await a.shell("kill -9 1 || true");
      await a.shell("kill -TERM $(ps | awk '/sleep 3333/ && !/awk/ { print $1 }')");
      assertEquals((await b.exited()).exitCode, 143);
      await b.remove();
      assertEquals(
        await a.shell("ps | grep -c 'sleep [23][23]' || true"),
        "0\n",
        "what b left behind has ended with it",
      );
      assertEquals((await a.status()).state, "CONTAINER_RUNNING");
    },
  },
  {
    name: "CRI: a container that targets another one's process namespace sees that one alone",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const target = await pod.start("target", "exec sleep 1111");
      await pod.start("other", "exec sleep 2222");
      const ephemeral = await pod.start(
        "ephemeral",
        "exec sleep 3333",
        withNamespaces({ pid: "TARGET", targetId: target.id }),
      );
      const seen = await ephemeral.shell("ps");
      assertMatch(seen, /\b1 \S+\s+sleep 1111/);
      assertMatch(seen, /sleep 3333/);
      assertEquals(/sleep 2222/.test(seen), false, seen);
      await target.stop();
      assertEquals((await target.status()).exitCode, 137);
      assertEquals((await ephemeral.exited()).exitCode, 137, "its processes end with the namespace");
    },
  },
  {
    name: "CRI: a pod's sysctls are set for its containers",
    cri: true,
    async run(context) {
      const pods = new Pods(context);
      const sysctls = { "kernel.shm_rmid_forced": "1", "kernel.msgmax": "9999" };
      const pod = await pods.run({ linux: { sysctls } });
      const out = await pod.script("cat /proc/sys/kernel/shm_rmid_forced /proc/sys/kernel/msgmax");
      assertEquals(out, "1\n9999\n");
    },
  },
  {
    name: "CRI: a sysctl that the guest does not have fails the pod by name",
    cri: true,
    runtimes: ["husk"],
    async run(context) {
      const pods = new Pods(context);
      const linux = { sysctls: { "kernel.no_such": "1" } };
      await assertRejects(() => pods.run({ linux }), Error, "'kernel.no_such'");
    },
  },
  {
    name: "CRI: a privileged container has the devices and capabilities of its own machine",
    cri: true,
    runtimes: ["husk"],
    async run(context) {
      const pods = new Pods(context);
      const securityContext = { privileged: true };
      const pod = await pods.run({ linux: { securityContext } });
      const privileged: ContainerConfig = { linux: { securityContext } };
      const out = await pod.script(
        "grep CapEff /proc/self/status; mount -o remount,rw /sys && echo rw; ls /dev",
        privileged,
      );
      assertMatch(out, /CapEff:\s+0*1ff[0-9a-f]{8}\n/);
      assertMatch(out, /^rw$/m);
      const names = new Set(out.split("\n"));
      for (const name of ["kmsg", "hwrng", "fuse"]) assert(names.has(name), `/dev/${name}: ${out}`);
      assert(![...names].some((name) => name.startsWith("vport")), out);
      const plain = await pod.script("ls /dev; ls /dev/kmsg 2>&1 || true");
      assertMatch(plain, /No such file/);
    },
  },
  {
    name: "CRI: user, groups, capabilities, no new privileges and a read-only root hold",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const out = await pod.script(
        "id -u; id -g; id -G; grep -E 'CapBnd|NoNewPrivs|Seccomp:' /proc/self/status; touch /x 2>&1",
        {
          linux: {
            securityContext: {
              runAsUser: { value: 1000 },
              runAsGroup: { value: 2001 },
              supplementalGroups: [3000],
              readonlyRootfs: true,
              noNewPrivs: true,
              capabilities: { dropCapabilities: ["ALL"], addCapabilities: ["NET_BIND_SERVICE"] },
              seccomp: { profileType: "RuntimeDefault" },
            },
          },
        },
      ).catch((error) => String(error.message));
      assertMatch(out, /1000\n\s*2001\n/);
      assertMatch(out, /3000/);
      assertMatch(out, /CapBnd:\s+0000000000000400/);
      assertMatch(out, /NoNewPrivs:\s+1/);
      assertMatch(out, /Seccomp:\s+2/);
      assertMatch(out, /Read-only file system/);
    },
  },
  {
    name: "CRI: masked and read-only paths are so",
    cri: true,
    async run(context) {
      const pod = await new Pods(context).run();
      const out = await pod.script(
        "cat /proc/interrupts | wc -c; cat /etc/group | wc -c; (echo 1 > /proc/sys/kernel/msgmax) 2>/dev/null || echo refused; touch /data/x 2>/dev/null || echo refused",
        {
          linux: {
            securityContext: { maskedPaths: ["/proc/interrupts", "/etc/group"], readonlyPaths: ["/proc/sys", "/data"] },
          },
        },
      );
      assertEquals(out, "0\n0\nrefused\nrefused\n");
    },
  },
  {
    name: "CRI: pods in the host's namespaces are refused, and the error says what to do",
    cri: true,
    runtimes: ["husk"],
    async run(context) {
      const pods = new Pods(context);
      for (
        const [options, field] of [
          [{ network: "NODE" }, "hostNetwork"],
          [{ pid: "NODE" }, "hostPID"],
          [{ ipc: "NODE" }, "hostIPC"],
        ] as const
      ) {
        const error = await assertRejects(() => pods.run(withNamespaces({ pid: "CONTAINER", ...options })), Error);
        assertMatch((error as Error).message, new RegExp(`remove '${field}: true' from the pod, or choose another`));
      }
    },
  },
];
