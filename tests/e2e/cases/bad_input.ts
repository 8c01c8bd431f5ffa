/** Input that is wrong: each is refused with an error that names it, and the leak check sees that nothing stays behind. */
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { quote } from "../command.ts";
import type { Context } from "../context.ts";
import { busyboxLayer } from "../busybox_layer.ts";
import { makeSpec, type Spec, writeSpec } from "../spec.ts";
import { ociArchive, tar } from "../oci_archive.ts";
import { frame, request, requestType, stringField, Wire } from "../ttrpc_wire.ts";
import type { TestCase } from "../harness.ts";

const task = "containerd.task.v2.Task";
const MiB = 1024 * 1024;
/** gRPC codes. */
const code = { invalidArgument: 3, notFound: 5, resourceExhausted: 8, unimplemented: 12 };

/** A running container and a connection to its shim's socket; `serves` asserts that the shim still works for others. */
async function liveShim(context: Context) {
  const id = await context.detached(["sleep", "1000"]);
  const address = await Deno.readTextFile(`${context.bundle(id)}/address`);
  return {
    id,
    connect: () => Wire.connect(address),
    serves: async () => {
      const result = await context.exec(id, ["echo", "served"]);
      assertEquals(result.stdout, "served\n", quote(result));
    },
  };
}

async function importFails(context: Context, archive: Uint8Array): Promise<void> {
  const file = `${context.directory}/bad.tar`;
  await Deno.writeFile(file, archive);
  const result = await context.ctr(["images", "import", file]);
  assertNotEquals(result.code, 0);
  assertMatch(result.stderr, /\S/);
}

async function specFails(context: Context, edit: (spec: Spec) => void, names: RegExp): Promise<void> {
  const file = await writeSpec(context, await makeSpec(context, "true", edit));
  const result = await context.run([], { flags: ["--config", file] });
  assertNotEquals(result.code, 0);
  assertMatch(result.stderr, names);
}

function annotationFails(annotation: string, names: RegExp): TestCase {
  return {
    name: `the annotation ${annotation} is refused and named`,
    runtimes: ["husk"],
    async run(context) {
      const result = await context.run(["true"], { flags: ["--annotation", annotation] });
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, names);
    },
  };
}

export const badInputCases: TestCase[] = [
  {
    name: "a root file system that does not exist is refused and named",
    async run(context) {
      const fifos = ["--fifo-dir", `${context.containerd.directory}/fifo`];
      const args = [
        "run",
        "--rm",
        "--runtime",
        context.runtimeName,
        ...fifos,
        "--rootfs",
        "/nonexistent",
        context.id(),
        "true",
      ];
      const result = await context.ctr(args);
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /\/nonexistent/);
    },
  },
  {
    name: "an image archive cut short is refused",
    async run(context) {
      const archive = await ociArchive("husk.test/cut:1", await busyboxLayer(), {});
      await importFails(context, archive.slice(0, archive.length / 3));
    },
  },
  {
    name: "an image archive of garbage is refused",
    async run(context) {
      await importFails(context, crypto.getRandomValues(new Uint8Array(20_000)));
    },
  },
  {
    name: "an image whose manifest is missing is refused",
    async run(context) {
      const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
      const mediaType = "application/vnd.oci.image.manifest.v1+json";
      const manifest = { mediaType, digest: `sha256:${"0".repeat(64)}`, size: 100 };
      await importFails(
        context,
        tar([
          { path: "oci-layout", data: json({ imageLayoutVersion: "1.0.0" }) },
          { path: "index.json", data: json({ schemaVersion: 2, manifests: [manifest] }) },
        ]),
      );
    },
  },
  annotationFails("io.husk.nonsense=1", /io\.husk\.nonsense/),
  annotationFails("io.husk.memory_mib=abc", /io\.husk\.memory_mib.*abc|abc.*io\.husk\.memory_mib/),
  annotationFails("io.husk.memory_mib=-5", /-5.*io\.husk\.memory_mib|io\.husk\.memory_mib.*-5/),
  {
    name: "a pod with more memory than its host is refused, and the error says how much there is",
    runtimes: ["husk"],
    async run(context) {
      const result = await context.run(["true"], { flags: ["--annotation", "io.husk.memory_mib=1048576"] });
      assertNotEquals(result.code, 0);
      assertMatch(result.stderr, /1048576 MiB.*this host's \d+ MiB/, quote(result));
    },
  },
  {
    name: "a spec without arguments is refused and says so",
    run: (context) => specFails(context, (spec) => spec.process.args = [], /args/i),
  },
  {
    name: "a spec with an unknown capability is refused or the capability ignored, never a crash",
    async run(context) {
      const file = await writeSpec(
        context,
        await makeSpec(context, "echo ran", (spec) => {
          const process = spec.process as unknown as { capabilities: Record<string, string[]> };
          process.capabilities["bounding"]!.push("CAP_NONSENSE");
        }),
      );
      const result = await context.run([], { flags: ["--config", file] });
      if (result.code === 0) assertEquals(result.stdout, "ran\n");
      else assertMatch(result.stderr, /NONSENSE|capabilit/i);
    },
  },
  {
    name: "a spec with an unknown resource limit is refused and names it",
    run: (context) =>
      specFails(
        context,
        (spec) => spec.process.rlimits = [{ type: "RLIMIT_NONSENSE", soft: 1, hard: 1 }],
        /RLIMIT_NONSENSE/,
      ),
  },
  {
    name: "a spec with a namespace path that does not exist is refused",
    run: (context) =>
      specFails(
        context,
        (spec) => {
          const network = spec.linux.namespaces.find(({ type }) => type === "network")!;
          network.path = "/proc/nonexistent/ns/net";
        },
        /nonexistent|namespace/,
      ),
  },
  {
    name: "a spec that mounts an unknown file system is refused and names it",
    run: (context) =>
      specFails(
        context,
        (spec) => spec.mounts.push({ destination: "/x", type: "nonsensefs", source: "none", options: [] }),
        /nonsensefs|\/x|no such device/i,
      ),
  },
  {
    name: "an unknown method of the shim is answered UNIMPLEMENTED",
    async run(context) {
      const { connect, serves } = await liveShim(context);
      using wire = await connect();
      assertEquals((await wire.call(task, "Nonsense")).code, code.unimplemented);
      assertEquals((await wire.call("no.such.Service", "State")).code, code.unimplemented);
      await serves();
    },
  },
  {
    name: "an unknown container is answered NOT_FOUND",
    async run(context) {
      const { connect } = await liveShim(context);
      using wire = await connect();
      const response = await wire.call(task, "State", stringField(1, "nobody"));
      assertEquals(response.code, code.notFound, response.message);
    },
  },
  {
    name: "an oversized message is answered RESOURCE_EXHAUSTED and the connection kept",
    async run(context) {
      const { id, connect, serves } = await liveShim(context);
      using wire = await connect();
      await wire.send(frame(1, requestType, new Uint8Array(5 * MiB)));
      assertEquals((await wire.answer(1)).code, code.resourceExhausted);
      await wire.send(frame(3, requestType, request(task, "State", stringField(1, id))));
      assertEquals((await wire.answer(3)).code, 0);
      await serves();
    },
  },
  {
    name: "a truncated protobuf is answered with an error and the connection kept",
    async run(context) {
      const { id, connect, serves } = await liveShim(context);
      using wire = await connect();
      const whole = request(task, "State", stringField(1, id));
      const cut = stringField(1, id).slice(0, -3);
      const inner = await (async () => {
        await wire.send(frame(1, requestType, request(task, "State", cut)));
        return await wire.answer(1);
      })();
      assertNotEquals(inner.code, 0);
      await wire.send(frame(3, requestType, whole));
      assertEquals((await wire.answer(3)).code, 0);
      await serves();
    },
  },
  {
    name: "a truncated request envelope does no harm to others",
    async run(context) {
      const { id, connect, serves } = await liveShim(context);
      const whole = request(task, "State", stringField(1, id));
      for (let length = 1; length < whole.length; length += 3) {
        using wire = await connect();
        await wire.send(frame(1, requestType, whole.slice(0, length)));
      }
      await serves();
    },
  },
  {
    name: "broken frames end at most their own connection",
    async run(context) {
      const { connect, serves } = await liveShim(context);
      const noise = crypto.getRandomValues(new Uint8Array(4096));
      const body = request(task, "Nonsense");
      const broken: Uint8Array[] = [
        noise,
        frame(1, requestType, body).slice(0, 7), // half a header
        frame(1, requestType, body, body.length + 100), // a body that never comes
        frame(2, requestType, body), // an even stream id: the server's side
        frame(0, requestType, body),
        frame(1, 0, body), // unknown types
        frame(1, 200, body),
        frame(5, 3, body), // data of a stream that was never opened
        frame(1, requestType, new Uint8Array(0)),
        frame(1, requestType, new Uint8Array(0), 0xffffffff),
      ];
      for (const bytes of broken) {
        using wire = await connect();
        await wire.send(bytes).catch(() => {}); // the shim may close before it has read all
      }
      await serves();
    },
  },
  {
    name: "a hundred idle connections do not keep the shim from serving",
    async run(context) {
      const { connect, serves } = await liveShim(context);
      const wires = await Promise.all(Array.from({ length: 100 }, connect));
      try {
        await serves();
      } finally {
        wires.forEach((wire) => wire[Symbol.dispose]());
      }
    },
  },
];
