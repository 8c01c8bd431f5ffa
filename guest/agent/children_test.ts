import { assertEquals } from "@std/assert";
import { Children } from "./children.ts";
import type { Native } from "./native.ts";

function children(): { children: Children; end: (pid: number, status: number) => void } {
  let end = (_pid: number, _status: number) => {};
  const native = { onChildExit: (callback: typeof end) => end = callback } as unknown as Native;
  return { children: new Children(native), end: (pid, status) => end(pid, status) };
}

Deno.test("Children.wait() gets a status that comes later", async () => {
  const { children: all, end } = children();
  const status = all.wait(10);
  end(11, 1);
  end(10, 7);
  assertEquals(await status, 7);
});

Deno.test("Children.wait() gets a status that came before the pid was known", async () => {
  const { children: all, end } = children();
  const status = await all.during(() => {
    end(10, 7);
    return Promise.resolve(all.wait(10));
  });
  assertEquals(status, 7);
});

Deno.test("Children.during() leaves nothing of an orphan for a later process with its pid", async () => {
  const { children: all, end } = children();
  await all.during(() => Promise.resolve(end(10, 1)));
  end(10, 2);
  const status = all.during(() => Promise.resolve({ exited: all.wait(10) }));
  end(10, 3);
  assertEquals(await (await status).exited, 3);
});
