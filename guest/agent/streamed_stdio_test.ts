import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { StatusError } from "../../src/util/errors.ts";
import type { Native } from "./native.ts";
import { StreamedStdio } from "./streamed_stdio.ts";

/** Descriptors from 10 on; carriers are written down as "from>to". */
function setup(failsAt = Infinity) {
  const open = new Set([1, 2, 3]);
  const carriers: string[] = [];
  let next = 10;
  const make = () => {
    open.add(next);
    return next++;
  };
  const native: Partial<Native> = {
    open: make,
    pipe: () => [make(), make()],
    duplicate: make,
    close: (fd) => assertEquals(open.delete(fd), true, `closed twice: ${fd}`),
    carry: (from, to) => {
      if (carriers.length === failsAt) {
        open.delete(from);
        open.delete(to);
        throw new Error("Cannot carry");
      }
      return carriers.push(`${from}>${to}`);
    },
    stopCarrying: (id) => {
      for (const fd of carriers[id - 1]!.split(">")) open.delete(Number(fd));
    },
    finishCarrying: (id) => void carriers.push(`finish ${id}`),
  };
  return { native: native as Native, open, carriers };
}

Deno.test("StreamedStdio.pipes() carries between the process's pipes and the streams, and /dev/null where there is none", async () => {
  const { native, open, carriers } = setup();
  const { stdio, childFds } = StreamedStdio.pipes(native, { stdin: 1, stderr: 3 });
  assertEquals(childFds, [10, 12, 14]);
  assertEquals(carriers, ["1>11", "13>3"]);
  await stdio.closeInput();
  assertEquals(carriers.at(-1), "finish 1");
  await assertRejects(() => stdio.read(), StatusError, "on streams");
  assertThrows(() => stdio.resize(1, 1), StatusError, "no terminal");
  stdio.close();
  assertEquals([...open], [2, 10, 12, 14]);
});

Deno.test("StreamedStdio.terminal() has a copy of the terminal for each direction", () => {
  const { native, open, carriers } = setup();
  native.setWindowSize = (fd, rows, columns) => void carriers.push(`${fd} is ${rows}x${columns}`);
  const stdio = StreamedStdio.terminal(native, 3, { stdin: 1, stdout: 2 });
  stdio.resize(24, 80);
  assertEquals(carriers, ["1>10", "11>2", "3 is 24x80"]);
  stdio.close();
  stdio.close();
  assertEquals(open.size, 0);
});

Deno.test("StreamedStdio leaves no descriptor where it cannot be made", () => {
  for (const failsAt of [0, 1, 2]) {
    const { native, open } = setup(failsAt);
    assertThrows(() => StreamedStdio.pipes(native, { stdin: 1, stdout: 2, stderr: 3 }), Error, "Cannot carry");
    assertEquals([...open], [], `after ${failsAt}`);
  }
  for (const failsAt of [0, 1]) {
    const { native, open } = setup(failsAt);
    assertThrows(() => StreamedStdio.terminal(native, 3, { stdin: 1, stdout: 2 }), Error, "Cannot carry");
    assertEquals([...open], [], `after ${failsAt}`);
  }
});
