/** Other callers than containerd's own clients: how CRI-O and Docker use a shim. */
import { assertEquals, assertMatch } from "@std/assert";
import { TaskDefinition } from "../../../src/gen/task/v2/task.ts";
import { Options } from "../../../src/gen/runtimeoptions/runtimeoptions.ts";
import { Client } from "../../../src/ttrpc/client.ts";
import { removeCgroups } from "../cgroups.ts";
import { execute, mustRun, quote } from "../command.ts";
import type { Context } from "../context.ts";
import { binary, makeBundle } from "../shim_command.ts";
import { makeSpec, type Spec, writeSpec } from "../spec.ts";
import type { TestCase } from "../harness.ts";

/** A network namespace without an interface, as a path; gone after the case. */
async function makeNetns(context: Context): Promise<string> {
  const path = `${context.directory}/netns`;
  await Deno.writeTextFile(path, "");
  await mustRun("unshare", [`--net=${path}`, "true"]);
  context.defer(async () => {
    await mustRun("umount", [path]);
  });
  return path;
}

/** `start` as CRI-O calls it (internal/oci/runtime_vm.go): no address to send events to, options without a type. */
async function crioStart(context: Context, id: string, bundle: string): Promise<string> {
  const flags = [
    "-namespace",
    context.containerd.namespace,
    "-address",
    "",
    "-publish-binary",
    "/usr/bin/crio",
    "-id",
    id,
  ];
  const result = await execute(binary(context), [...flags, "start"], { cwd: bundle, timeout: 20_000, stdin: "" });
  assertEquals(result.code, 0, quote(result));
  assertMatch(result.stdout, /^unix:\/\/\/\S+$/);
  return result.stdout;
}

export const dialectCases: TestCase[] = [
  {
    name: "as CRI-O: a pod by its annotations, root.path for a root file system, no events, task API 2",
    runtimes: ["husk"],
    async run(context) {
      const netns = await makeNetns(context);
      const pod = await makeBundle(context);
      const container = await makeBundle(context);
      const write = async (
        { id, bundle }: { id: string; bundle: string },
        type: string,
        edit: (spec: Spec) => void,
      ) => {
        const spec = await makeSpec(context, "echo from the container; exit 7", (spec) => {
          spec.annotations = {
            ...spec.annotations,
            "io.kubernetes.cri-o.ContainerType": type,
            "io.kubernetes.cri-o.SandboxID": pod.id,
          };
          const own = ["pid", "ipc", "uts", "mount"].map((type) => ({ type }));
          spec.linux.namespaces = [{ type: "network", path: netns }, ...own];
          spec.linux.cgroupsPath = `/${context.containerd.namespace}/${id}`;
          edit(spec);
        });
        await Deno.writeTextFile(`${bundle}/config.json`, JSON.stringify(spec));
      };
      // CRI-O names the root of a sandbox without a pause process as well; nothing runs in it.
      await write(pod, "sandbox", () => {});
      await write(container, "container", () => {});
      const address = await crioStart(context, pod.id, pod.bundle);
      const connection = await Deno.connect({ transport: "unix", path: address.replace("unix://", "") });
      const client = new Client(connection);
      const task = client.stub(TaskDefinition);
      const options = {
        typeUrl: "",
        value: Options.encode({ typeUrl: "", configPath: "", configBody: new Uint8Array() }).finish(),
      };
      await task.create({ id: pod.id, bundle: pod.bundle, options });
      await task.start({ id: pod.id });
      assertEquals(await crioStart(context, container.id, container.bundle), address);
      const stdout = `${context.directory}/stdout`;
      await mustRun("mkfifo", [stdout]);
      const reader = context.background("cat", [stdout]);
      await task.create({ id: container.id, bundle: container.bundle, stdout, options });
      await task.start({ id: container.id });
      await reader.line("from the container");
      assertEquals((await task.wait({ id: container.id })).exitStatus, 7);
      assertEquals((await task.delete({ id: container.id })).exitStatus, 7);
      await task.kill({ id: pod.id, signal: 15 });
      assertEquals((await task.wait({ id: pod.id })).exitStatus, 143);
      await task.delete({ id: pod.id });
      await task.shutdown({ id: pod.id }).catch(() => {}); // it may end before it answers
      await client.closed;
    },
  },
  {
    name: "as Docker: a container without the CRI's annotations, in a cgroup of Docker's, is a pod of its own",
    runtimes: ["husk"],
    async run(context) {
      const id = context.id("docker");
      const spec = await makeSpec(context, "uname -r; exit 9", (spec) => {
        spec.linux.cgroupsPath = `/${context.containerd.namespace}/docker/${id}`;
        spec.linux.namespaces = [{ type: "mount" }, { type: "uts" }, { type: "pid" }, { type: "ipc" }, {
          type: "network",
        }];
      });
      context.defer(() => removeCgroups(`${context.containerd.namespace}/docker`));
      const result = await context.run([], { id, flags: ["--config", await writeSpec(context, spec)] });
      assertEquals([result.code, result.stdout.trim() === Deno.osRelease()], [9, false], quote(result));
    },
  },
];
