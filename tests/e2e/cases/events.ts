/** What containerd is told: task events, their order and their fields. */
import { assert, assertEquals } from "@std/assert";
import { eventTime } from "../events.ts";
import type { TestCase } from "../harness.ts";

export const eventCases: TestCase[] = [
  {
    name: "ctr events shows create, start, exit, delete of a run in this order",
    async run(context) {
      const id = context.id();
      const events = context.eventsOf(id);
      assertEquals((await context.run(["sh", "-c", "exit 3"], { id })).code, 3);
      const deleted = await events.wait("delete");
      assertEquals(events.names(), ["create", "start", "exit", "delete"]);
      const [create, start, exit] = events.seen();
      assertEquals(create!.fields["bundle"], context.bundle(id));
      assert(Number(start!.fields["pid"]) > 1, JSON.stringify(start));
      assertEquals(exit!.fields["pid"], start!.fields["pid"]);
      assertEquals(exit!.fields["exit_status"], 3);
      assertEquals(exit!.fields["id"], id);
      assertEquals(deleted.fields["exit_status"], 3);
      for (const event of [exit!, deleted]) {
        const age = Date.now() - eventTime(event.fields["exited_at"]);
        assert(Math.abs(age) < 60_000, `exited_at is ${age} ms ago: ${JSON.stringify(event)}`);
      }
    },
  },
  {
    name: "ctr events shows exec-added, exec-started and exit of an exec in this order",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const events = context.eventsOf(id);
      await context.exec(id, ["sh", "-c", "exit 4"], { flags: ["--exec-id", "one"] });
      const exit = await events.wait("exit");
      assertEquals(events.names(), ["exec-added", "exec-started", "exit"]);
      const [added, started] = events.seen();
      assertEquals(added!.fields["exec_id"], "one");
      assertEquals(started!.fields["exec_id"], "one");
      assert(Number(started!.fields["pid"]) > 1, JSON.stringify(started));
      assertEquals(exit.fields["id"], "one");
      assertEquals(exit.fields["exit_status"], 4);
      assertEquals(exit.fields["pid"], started!.fields["pid"]);
    },
  },
  {
    name: "each exit of many short processes is told once, after its start",
    async run(context) {
      const id = await context.detached(["sleep", "1000"]);
      const events = context.eventsOf(id);
      const names = Array.from({ length: 12 }, (_, index) => `quick-${index}`);
      await Promise.all(names.map((name) => context.exec(id, ["true"], { flags: ["--exec-id", name] })));
      for (const name of names) {
        await events.wait("exit", (event) => event.fields["id"] === name);
        const own = events.seen().filter(({ fields }) => fields["exec_id"] === name || fields["id"] === name);
        assertEquals(own.map((event) => event.name), ["exec-added", "exec-started", "exit"], name);
      }
    },
  },
];
