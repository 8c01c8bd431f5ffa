/** Volumes: what Kubernetes writes, what pods share, what the node lends. */
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { noLoop } from "../../e2e/cases/block_devices.ts";
import type { K8sCase } from "../harness.ts";

export const volumeCases: readonly K8sCase[] = [
  {
    name: "ConfigMap, Secret, downward API and projected volumes, subPath and environment",
    manifest: "volumes.yaml",
    async run(k) {
      await k.wait("volumes");
      const show =
        "cat /settings/key /settings/other /secret/password /downward/labels /all/settings/other /all/password /etc/one-key; echo $KEY";
      assertEquals(
        (await k.shell("volumes", `for f in ${show.slice(4, show.indexOf(";"))}; do cat $f; echo; done; echo $KEY`))
          .split("\n").slice(0, 8),
        [
          ...["one", "fixed", "hush", 'tier="back"', "fixed", "hush", "one", "one"],
        ],
      );
      const { podIP } = (await k.pod("volumes")).status;
      assertEquals(
        await k.shell(
          "volumes",
          "echo $ADDRESS; stat -L -c %a /secret/password; wc -c < /all/token | grep -qv '^0$' && echo token",
        ),
        `${podIP}\n400\ntoken\n`,
      );
      assertNotEquals((await k.tryKubectl(["exec", "volumes", "--", "touch", "/secret/x"])).code, 0);
    },
  },
  {
    name: "a change of a ConfigMap and of labels appears in the running pod",
    manifest: "volumes.yaml",
    async run(k) {
      await k.wait("volumes");
      assertEquals(await k.shell("volumes", "cat /settings/key"), "one");
      await k.kubectl("patch", "configmap", "settings", "-p", '{"data":{"key":"two"}}');
      await k.kubectl("label", "pod", "volumes", "tier=front", "--overwrite");
      await k.until(
        "the change",
        async () => (await k.shell("volumes", "cat /settings/key")) === "two" ? true : undefined,
      );
      await k.until(
        "the label",
        async () => (await k.shell("volumes", "cat /downward/labels")).includes("front") ? true : undefined,
      );
      // A file of a subPath stays what it was, as Kubernetes says.
      assertEquals(await k.shell("volumes", "cat /etc/one-key"), "one");
    },
  },
  {
    name: "emptyDir on disk and in memory is shared by the pod's containers, and keeps to its size",
    manifest: "empty_dirs.yaml",
    async run(k) {
      await k.wait("empty");
      const text = await k.until(
        "the file",
        async () => (await k.shell("empty", "cat /disk/file /memory/file", "reader")) || undefined,
      );
      assertEquals(text, "from the writer\nfrom the writer\n");
      assertNotEquals((await k.tryKubectl(["exec", "empty", "-c", "reader", "--", "touch", "/memory/x"])).code, 0);
      const filled = await k.tryKubectl([
        "exec",
        "empty",
        "-c",
        "writer",
        "--",
        "dd",
        "if=/dev/zero",
        "of=/memory/big",
        "bs=1M",
        "count=16",
      ]);
      assertNotEquals(filled.code, 0);
      assertMatch(filled.stderr, /No space left/);
    },
  },
  {
    name: "hostPath folders and files, read-only and by subPath",
    manifest: "host_paths.yaml",
    async run(k) {
      await k.wait("paths");
      assertEquals(
        await k.until(
          "the file",
          async () => (await k.cluster.node.run(["cat", "/var/lib/of-the-node/file"])) || undefined,
        ),
        "mine\n",
      );
      assertEquals(await k.shell("paths", "cat /read-only/file"), "mine\n");
      assertNotEquals((await k.tryKubectl(["exec", "paths", "--", "touch", "/read-only/x"])).code, 0);
      await k.shell("paths", "echo deep > /part/file");
      assertEquals(await k.cluster.node.run(["cat", "/var/lib/of-the-node/deep/er/file"]), "deep\n");
      assertEquals(await k.shell("paths", "cat /release"), await k.cluster.node.run(["cat", "/etc/os-release"]));
      await k.cluster.node.run(["sh", "-c", "echo from the node > /var/lib/of-the-node/later"]);
      assertEquals(await k.shell("paths", "cat /folder/later"), "from the node\n");
    },
  },
  {
    name: "a PersistentVolume of volumeMode Block is a disk of the container's, at its devicePath",
    manifest: "block_volume.yaml",
    skip: noLoop,
    async run(k) {
      const sh = (script: string) => k.cluster.node.run(["sh", "-c", script]);
      const file = `/var/lib/disk-${k.namespace}`;
      const disk = (await sh(`truncate -s 8M ${file} && losetup --find --show ${file}`)).trim();
      const config = "/etc/husk/config.toml";
      // As root of the node would allow it, for the pods that begin from now on.
      await sh(
        `mkdir -p /etc/husk; [ ! -e ${config} ] || mv ${config} ${config}.before; echo 'block_devices = 1' >${config}`,
      );
      try {
        const volume = {
          apiVersion: "v1",
          kind: "PersistentVolume",
          metadata: { name: k.namespace },
          spec: {
            capacity: { storage: "8Mi" },
            accessModes: ["ReadWriteOnce"],
            volumeMode: "Block",
            claimRef: { namespace: k.namespace, name: "disk" },
            local: { path: disk },
            nodeAffinity: {
              required: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: "kubernetes.io/os", operator: "Exists" }] }],
              },
            },
          },
        };
        const { code, stderr } = await k.tryKubectl(["apply", "-f", "-"], JSON.stringify(volume));
        assertEquals(code, 0, stderr);
        await k.wait("block");
        const use =
          "stat -c %F /dev/of-the-claim; blockdev --getsize64 /dev/of-the-claim; echo to the disk >/dev/of-the-claim; sync";
        assertEquals(await k.shell("block", use), `block special file\n${8 << 20}\n`);
        await k.kubectl("delete", "pod", "block", "--timeout=60s");
        assertEquals(await sh(`head -c 12 ${disk}`), "to the disk\n");
      } finally {
        await sh(
          `rm ${config}; [ ! -e ${config}.before ] || mv ${config}.before ${config}; rmdir /etc/husk 2>/dev/null || true`,
        );
        await k.tryKubectl([
          "delete",
          "pod/block",
          "pvc/disk",
          `pv/${k.namespace}`,
          "--ignore-not-found",
          "--timeout=60s",
        ]);
        await sh(`losetup -d ${disk}; rm ${file}`);
      }
    },
  },
];
