/** Hooks of the OCI specification: where and when they run, as under runc. */
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { quote } from "../command.ts";
import { podPids } from "../pod_processes.ts";
import { makeSpec, type Spec, writeSpec } from "../spec.ts";
import type { TestCase } from "../harness.ts";

function shell(script: string) {
  return { path: "/bin/sh", args: ["sh", "-c", script], env: ["PATH=/usr/bin:/bin"] };
}

export const hookCases: TestCase[] = [
  {
    name: "hooks of the host and of the container run in the specification's order, with the container's state",
    async run(context) {
      const { directory } = context;
      const script = "echo container >>/out/order";
      const edit = (spec: Spec) => {
        spec.mounts.push({ destination: "/out", type: "bind", source: directory, options: ["rbind", "rw"] });
        const note = (name: string) => shell(`cat >${directory}/${name}; echo ${name} >>${directory}/order`);
        spec.hooks = {
          prestart: [note("prestart")],
          createRuntime: [note("createRuntime")],
          startContainer: [shell("echo startContainer >>/out/order")],
          poststop: [note("poststop")],
        };
      };
      const id = context.id();
      const file = await writeSpec(context, await makeSpec(context, script, edit));
      const result = await context.run([], { id, flags: ["--config", file] });
      assertEquals(result.code, 0, quote(result));
      const order = (await Deno.readTextFile(`${directory}/order`)).trim().split("\n");
      assertEquals(order, ["prestart", "createRuntime", "startContainer", "container", "poststop"]);
      const state = JSON.parse(await Deno.readTextFile(`${directory}/createRuntime`));
      assertEquals([state.id, state.bundle, state.pid > 1], [id, context.bundle(id), true]);
      assertEquals(JSON.parse(await Deno.readTextFile(`${directory}/poststop`)).status, "stopped");
    },
  },
  {
    name: "kill -9 of the shim: poststop runs all the same, once",
    runtimes: ["husk"], // runc's delete has forgotten the bundle by then
    async run(context) {
      const { directory } = context;
      const edit = (spec: Spec) => {
        spec.hooks = { poststop: [shell(`echo poststop >>${directory}/order`)] };
      };
      const file = await writeSpec(context, await makeSpec(context, "exec sleep 1000", edit));
      const id = await context.detached([], { flags: ["--config", file] });
      const events = context.eventsOf(id);
      podPids(context, id, "shim").forEach((pid) => Deno.kill(pid, "SIGKILL"));
      await events.wait("exit");
      await context.remove(id);
      assertEquals(await Deno.readTextFile(`${directory}/order`), "poststop\n");
    },
  },
  {
    name: "poststart runs once the container does",
    async run(context) {
      const { directory } = context;
      const edit = (spec: Spec) => {
        spec.mounts.push({ destination: "/out", type: "bind", source: directory, options: ["rbind", "rw"] });
        spec.hooks = { poststart: [shell(`touch ${directory}/started`)] };
      };
      const script = "until [ -e /out/started ]; do sleep 0.1; done; echo seen";
      const file = await writeSpec(context, await makeSpec(context, script, edit));
      assertEquals((await context.run([], { flags: ["--config", file] })).stdout, "seen\n");
    },
  },
  {
    name: "a hook that fails keeps the container from being made, and its error says which",
    async run(context) {
      const edit = (spec: Spec) => {
        spec.hooks = { createRuntime: [shell("echo not today >&2; exit 3")] };
      };
      const file = await writeSpec(context, await makeSpec(context, "true", edit));
      const result = await context.run([], { flags: ["--config", file] });
      assertNotEquals(result.code, 0, quote(result));
      assertMatch(result.stderr, context.runtime === "husk" ? /createRuntime hook.*code 3: not today/ : /not today/);
    },
  },
  {
    name: "a createContainer hook, for which a VM has no place, is refused and named",
    runtimes: ["husk"],
    async run(context) {
      const edit = (spec: Spec) => {
        spec.hooks = { createContainer: [shell("true")] };
      };
      const file = await writeSpec(context, await makeSpec(context, "true", edit));
      const result = await context.run([], { flags: ["--config", file] });
      assertNotEquals(result.code, 0, quote(result));
      assertMatch(result.stderr, /createContainer hook '\/bin\/sh'/);
    },
  },
];
