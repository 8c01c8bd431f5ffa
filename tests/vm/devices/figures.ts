/** What a test has measured, a line each. On a translated machine they compare with each other, and with nothing else. */
export class Figures {
  readonly lines: string[] = [];

  /** Notes at what rate `action` moved `mib`. */
  async rate(what: string, mib: number, action: () => Promise<unknown>): Promise<void> {
    const ms = await elapsed(action);
    this.lines.push(`${what}: ${(mib / ms * 1000).toFixed(1)} MiB/s`);
  }

  /** Notes how long each of the `count` requests of `action` took. */
  async each(what: string, count: number, action: () => Promise<unknown>): Promise<void> {
    const ms = await elapsed(action);
    this.lines.push(`${what}: ${(ms * 1000 / count).toFixed(0)} us`);
  }

  /** Waits for what only the guest's kernel decides when to do, and notes how long that took. */
  async until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
    const ms = await elapsed(async () => {
      const end = performance.now() + 60_000;
      while (!await condition()) {
        if (performance.now() > end) throw new Error(`${what}: not after 60 s`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    });
    this.lines.push(`${what}: ${ms.toFixed(0)} ms`);
  }
}

async function elapsed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
