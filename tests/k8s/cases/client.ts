/** What a person does with kubectl: run, logs, exec, cp, port-forward, debug, delete. */
import { assertEquals, assertMatch } from "@std/assert";
import type { K8sCase, K8sContext } from "../harness.ts";

/** A long-running kubectl whose stdout is awaited for a line. */
async function withKubectl<T>(k: K8sContext, args: string[], ready: string, use: () => Promise<T>): Promise<T> {
  const [program, ...rest] = k.cluster.kubectlCommand(["-n", k.namespace, ...args]);
  const child = new Deno.Command(program!, { args: rest, stdin: "null", stdout: "piped", stderr: "inherit" }).spawn();
  try {
    let text = "";
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    while (!text.includes(ready)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`kubectl ${args.join(" ")} has ended: ${text}`);
      text += value;
    }
    const result = await use();
    await reader.cancel();
    return result;
  } finally {
    child.kill("SIGTERM");
    await child.status;
  }
}

export const clientCases: readonly K8sCase[] = [
  {
    name: "kubectl: a pod runs to its end, with its logs, on a kernel of its own",
    manifest: "run.yaml",
    async run(k) {
      await k.ended("run");
      const [release, hostname, error] = (await k.logs("run")).split("\n");
      assertEquals([hostname, error], ["run", "to stderr"]);
      assertEquals(release === Deno.osRelease(), k.runtime === "runc", release);
      const { spec } = await k.pod("run");
      if (k.runtime === "husk") {
        assertEquals(spec.overhead, { memory: "88Mi", cpu: "5m" });
        assertEquals(spec.nodeSelector, { "husk.io/node": "true" });
      }
    },
  },
  {
    name: "kubectl exec: output, exit code, standard input, a terminal",
    manifest: "plain.yaml",
    async run(k) {
      await k.wait("plain");
      const failed = await k.tryKubectl(["exec", "plain", "--", "sh", "-c", "echo out; echo err >&2; exit 7"]);
      assertEquals([failed.code, failed.stdout], [7, "out\n"]);
      assertMatch(failed.stderr, /^err\n/);
      const fed = await k.tryKubectl(["exec", "-i", "plain", "--", "wc", "-c"], "x".repeat(100_000));
      assertEquals(fed.stdout.trim(), "100000");
      const onTerminal = [
        "script",
        "-qec",
        k.cluster.kubectlCommand(["-n", k.namespace, "exec", "-it", "plain", "--", "tty"]).join(" "),
      ];
      const { stdout } = await new Deno.Command(onTerminal[0]!, {
        args: [...onTerminal.slice(1), "/dev/null"],
        stdin: "null",
      }).output();
      assertMatch(new TextDecoder().decode(stdout), /\/dev\/pts\/\d+/);
    },
  },
  {
    name: "kubectl cp copies a folder into the pod and out of it, byte for byte",
    manifest: "plain.yaml",
    async run(k) {
      await k.wait("plain");
      const folder = `${k.cluster.folder}/${k.namespace}`;
      await Deno.mkdir(`${folder}/in/deep`, { recursive: true });
      const data = crypto.getRandomValues(new Uint8Array(65536));
      await Deno.writeFile(`${folder}/in/deep/data`, data);
      await k.kubectl("cp", `${folder}/in`, "plain:/tmp/there");
      await k.kubectl("cp", "plain:/tmp/there", `${folder}/out`);
      assertEquals(await Deno.readFile(`${folder}/out/deep/data`), data);
    },
  },
  {
    name: "kubectl port-forward reaches a server in the pod",
    manifest: "plain.yaml",
    async run(k) {
      await k.wait("plain");
      await k.until("the server", async () => (await k.logs("plain")).includes("up") ? true : undefined);
      const port = 20000 + Math.floor(Math.random() * 10000);
      await withKubectl(k, ["port-forward", "pod/plain", `${port}:8080`], "Forwarding from 127.0.0.1", async () => {
        for (let request = 0; request < 3; request++) {
          const answer = await k.cluster.node.run(["busybox", "wget", "-qO-", `http://127.0.0.1:${port}/file`]);
          assertEquals(answer, "over the wire\n");
        }
      });
    },
  },
  {
    name: "the node and other pods reach the pod by its address",
    manifest: "plain.yaml",
    async run(k) {
      await k.wait("plain");
      const { podIP } = (await k.pod("plain")).status;
      const get = ["wget", "-qO-", `http://${podIP}:8080/file`];
      assertEquals(await k.until("the server", () => k.cluster.node.run(["busybox", ...get])), "over the wire\n");
      const image = ["--image", "husk.test/busybox:1", "--restart", "Never"];
      const overrides = k.runtime === "husk" ? ["--overrides", '{"spec":{"runtimeClassName":"husk"}}'] : [];
      await k.kubectl("run", "other", ...image, ...overrides, "--", ...get);
      await k.ended("other");
      assertEquals(await k.logs("other"), "over the wire\n");
    },
  },
  {
    name: "hostname, hosts and resolver are what the pod says",
    manifest: "plain.yaml",
    async run(k) {
      await k.wait("plain");
      assertEquals(await k.shell("plain", "hostname"), "a-name\n");
      assertMatch(await k.shell("plain", "cat /etc/hosts"), /10\.1\.2\.3\s+alias\.test/);
      assertEquals((await k.shell("plain", "cat /etc/resolv.conf")).trim().split("\n"), [
        "search svc.test",
        "nameserver 10.9.8.7",
        "options ndots:3",
      ]);
    },
  },
  {
    name: "kubectl debug puts an ephemeral container into the running pod, in sight of its processes",
    manifest: "shared_processes.yaml",
    async run(k) {
      await k.wait("shared");
      const debug = [
        "debug",
        "shared",
        "--image",
        "husk.test/busybox:1",
        "-c",
        "debugger",
        "--target",
        "one",
        "--",
        "sh",
        "-c",
      ];
      await k.kubectl(...debug, "ps -o args | grep -q '^sleep 1234' && echo it is there");
      const seen = await k.until("the debugger's word", async () => (await k.logs("shared", "debugger")) || undefined);
      assertEquals(seen, "it is there\n");
    },
  },
];
