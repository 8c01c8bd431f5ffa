import { assertEquals, assertMatch, assertRejects, assertStrictEquals } from "@std/assert";
import { ECONNRESET, EPERM } from "../linux/errno.ts";
import { SystemError } from "../util/errors.ts";
import { claimCid, dialWhenHeard, type GuestCid, type GuestStream } from "./vsock.ts";

const signal = new AbortController().signal;
const stream: GuestStream = {
  hostPort: 1,
  read: () => Promise.resolve(null),
  write: (data) => Promise.resolve(data.length),
  fd: undefined,
  closeWrite: () => {},
  close: () => {},
};
const refusal = (errno: number) => new SystemError("connect", errno, "E", "Cannot connect");

/** Words that the test speaks, and attempts that it answers. */
function conversation() {
  let word = Promise.withResolvers<void>();
  let attempt = Promise.withResolvers<PromiseWithResolvers<GuestStream>>();
  return {
    heard: () => (word = Promise.withResolvers<void>()).promise,
    say: () => word.resolve(),
    dial: () => {
      const answer = Promise.withResolvers<GuestStream>();
      attempt.resolve(answer);
      attempt = Promise.withResolvers();
      return answer.promise;
    },
    attempted: () => attempt.promise,
  };
}

Deno.test("dialWhenHeard() dials at each word until it is answered, and not before", async () => {
  const { heard, say, dial, attempted } = conversation();
  const first = attempted();
  const reached = dialWhenHeard(dial, heard, signal);
  say();
  const refused = await first;
  const second = attempted();
  refused.reject(refusal(ECONNRESET));
  await new Promise((resolve) => setTimeout(resolve, 0)); // the refusal is taken; the next word may come at any time
  say();
  (await second).resolve(stream);
  assertStrictEquals(await reached, stream);
});

Deno.test("dialWhenHeard() does not miss a word that comes during an attempt", async () => {
  const { heard, say, dial, attempted } = conversation();
  const first = attempted();
  const reached = dialWhenHeard(dial, heard, signal);
  say();
  const refused = await first;
  const second = attempted();
  say();
  refused.reject(refusal(ECONNRESET));
  (await second).resolve(stream);
  assertStrictEquals(await reached, stream);
});

Deno.test("dialWhenHeard() passes on an error that waiting does not mend, and stops at its signal", async () => {
  const { heard, say, dial, attempted } = conversation();
  const first = attempted();
  const reached = dialWhenHeard(dial, heard, signal);
  say();
  (await first).reject(refusal(EPERM));
  assertEquals((await assertRejects(() => reached, SystemError)).errno, EPERM);
  const stop = new AbortController();
  const waiting = dialWhenHeard(dial, heard, stop.signal);
  stop.abort(new Error("enough"));
  await assertRejects(() => waiting, Error, "enough");
});

Deno.test("claimCid() says why a host has no vsock to give", () => {
  const none = claimCid("/none/vhost-vsock");
  assertMatch("reason" in none ? none.reason : "", /Cannot open '\/none\/vhost-vsock'.*ENOENT/);
  const other = claimCid("/dev/null");
  assertMatch("reason" in other ? other.reason : "", /ENOTTY/);
});

Deno.test({
  name: "claimCid() takes the next id where another guest has the first",
  ignore: "reason" in closed(claimCid()),
  fn: () => {
    const ids = [70_001, 70_001, 70_002];
    const next = () => ids.shift()!;
    const first = claimCid("/dev/vhost-vsock", next), second = claimCid("/dev/vhost-vsock", next);
    if (!("vhost" in first && "vhost" in second)) throw new Error("No id was given");
    assertEquals([first.cid, second.cid, ids.length], [70_001, 70_002, 0]);
    first.vhost.close();
    second.vhost.close();
  },
});

function closed(claim: GuestCid | { reason: string }): GuestCid | { reason: string } {
  if ("vhost" in claim) claim.vhost.close();
  return claim;
}
