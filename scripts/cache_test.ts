import { cached, cacheDir, filesBelow, hashOf } from "./cache.ts";

function assert(value: boolean, message: string): void {
  if (!value) throw new Error(message);
}

/** Runs `body` with a cache of its own. */
async function withCache(body: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  const before = Deno.env.get("HUSK_CACHE");
  Deno.env.set("HUSK_CACHE", root);
  try {
    await body(root);
  } finally {
    if (before === undefined) Deno.env.delete("HUSK_CACHE");
    else Deno.env.set("HUSK_CACHE", before);
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("cached() builds once for the same inputs and again for others", () =>
  withCache(async (root) => {
    let builds = 0;
    const make = (text: string) =>
      cached("thing", [{ text }], async (folder) => {
        builds++;
        await Deno.writeTextFile(`${folder}/text`, text);
      });
    const a = await make("a");
    assert(a.startsWith(`${root}/thing-`) && cacheDir() === root, `not in the cache: ${a}`);
    assert(await make("a") === a && builds === 1, `built ${builds} times for one input`);
    const b = await make("b");
    assert(a !== b && builds === 2, "the other input shares the entry");
    assert(await Deno.readTextFile(`${b}/text`) === "b", "wrong contents");
  }));

Deno.test("cached() lets builders of one entry wait for each other", () =>
  withCache(async () => {
    let builds = 0;
    const make = () =>
      cached("thing", [], async (folder) => {
        builds++;
        await Deno.writeTextFile(`${folder}/1`, "");
      });
    const entries = await Promise.all([make(), make(), make()]);
    assert(builds === 1 && new Set(entries).size === 1, `built ${builds} times`);
  }));

Deno.test("cached() leaves nothing behind when the build fails", () =>
  withCache(async (root) => {
    const failed = await cached("thing", [], () => Promise.reject(new Error("no compiler"))).catch((e) => e.message);
    assert(failed === "no compiler", `other failure: ${failed}`);
    const left = [...Deno.readDirSync(root)].map((e) => e.name);
    assert(left.join() === "thing.lock", `left: ${left}`);
  }));

Deno.test("cached() keeps the three latest entries of a name, and those of other names", () =>
  withCache(async (root) => {
    const empty = () => Promise.resolve();
    const other = await cached("thing-too", [{ text: "0" }], empty);
    const made: string[] = [];
    for (let i = 0; i < 5; i++) {
      made.push(await cached("thing", [{ text: `${i}` }], empty));
      await Deno.utime(made[i]!, i + 1, i + 1);
    }
    const left = new Set([...Deno.readDirSync(root)].map((e) => `${root}/${e.name}`));
    const kept = made.map((entry) => left.has(entry)).join();
    assert(kept === "false,false,true,true,true", `kept: ${kept}`);
    assert(left.has(other), "removed an entry of another name");
  }));

Deno.test("cached() removes what a builder of its name has left, and leaves alone what one of a longer name is making", () =>
  withCache(async (root) => {
    await Deno.mkdir(`${root}/tmp-thing-0123`);
    await cached("thing-too", [], async (folder) => {
      await cached("thing", [], () => Promise.resolve());
      await Deno.writeTextFile(`${folder}/1`, "");
    });
    const left = [...Deno.readDirSync(root)].map((e) => e.name);
    assert(!left.some((name) => name.startsWith("tmp-")), `left: ${left}`);
  }));

Deno.test("hashOf() counts contents, and knows a big file that changed in place", () =>
  withCache(async (root) => {
    const file = `${root}/big`;
    const big = new Uint8Array(5 << 20);
    await Deno.writeFile(file, big);
    const first = await hashOf([{ file }]);
    assert(await hashOf([{ file }]) === first, "not stable");
    big[4 << 20] = 1;
    await Deno.writeFile(file, big);
    await Deno.utime(file, 1, 1);
    assert(await hashOf([{ file }]) !== first, "the change went unseen");
  }));

Deno.test("filesBelow() sees a moved file as a change", () =>
  withCache(async (root) => {
    await Deno.mkdir(`${root}/a`);
    await Deno.writeTextFile(`${root}/a/x.c`, "x");
    const before = await hashOf(await filesBelow(`${root}/a`));
    await Deno.rename(`${root}/a/x.c`, `${root}/a/y.c`);
    assert(await hashOf(await filesBelow(`${root}/a`)) !== before, "same hash");
    assert((await filesBelow(`${root}/a`, (path) => path.endsWith(".h"))).length === 0, "filter ignored");
  }));
