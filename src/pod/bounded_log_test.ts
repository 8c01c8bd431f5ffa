import { assertEquals } from "@std/assert";
import { BoundedLog } from "./bounded_log.ts";

Deno.test("BoundedLog keeps at most twice its limit, and the latest", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const path = `${dir}/guest.log`;
    using log = new BoundedLog(path, 100);
    const line = (n: number) => new TextEncoder().encode(`line ${n}\n`.padStart(10));
    for (let n = 0; n < 95; n++) log.append(line(n));
    assertEquals(log.tail(10), "  line 94\n");
    assertEquals(Deno.statSync(path).size + Deno.statSync(`${path}.1`).size <= 200, true);
    log.append(new Uint8Array(1000));
    assertEquals(Deno.statSync(path).size, 100);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("BoundedLog.follow() ends with its channel", async () => {
  const dir = await Deno.makeTempDir();
  try {
    using log = new BoundedLog(`${dir}/guest.log`, 100);
    const chunks: (Uint8Array | null)[] = [new TextEncoder().encode("hello"), null];
    const { stop, done } = log.follow({
      read: (buffer) => {
        const chunk = chunks.shift() ?? null;
        if (chunk !== null) buffer.set(chunk);
        return Promise.resolve(chunk === null ? null : chunk.length);
      },
      write: () => Promise.resolve(0),
      close: () => {},
    });
    await done;
    await stop();
    assertEquals(log.tail(100), "hello");
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
