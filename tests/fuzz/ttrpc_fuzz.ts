/**
 * Feeds a ttrpc server and client with frames that are nearly right, for a number of seconds (10 unless given), from a seed:
 *
 *     deno run -A tests/fuzz/ttrpc_fuzz.ts [seconds] [seed]
 *
 * A round fails when an end does not stop after its channel has ended, or an error other than a StatusError comes out.
 */
import { replay } from "../fakes/channel_pair.ts";
import golden from "../golden/ttrpc.json" with { type: "json" };
import { TaskDefinition } from "../../src/gen/task/v3/task.ts";
import { Client } from "../../src/ttrpc/client.ts";
import { Server } from "../../src/ttrpc/server.ts";
import { Kinds } from "../fakes/ttrpc_service.ts";
import { StatusError } from "../../src/util/errors.ts";

const seconds = Number(Deno.args[0] ?? 10);
const seed = Number(Deno.args[1] ?? Date.now() % 1e9);
let state = seed;

/** A number from 0 to `below` - 1 (xorshift: the same run from the same seed). */
function random(below: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

const seeds = Object.entries(golden).filter(([name]) => /^(client|server) /.test(name))
  .map(([name, hex]) => ({ side: name.split(" ")[0], bytes: Uint8Array.fromHex(hex) }));

/** A golden conversation with some bytes changed, cut, doubled or made up. */
function mutated(side: string): Uint8Array {
  const bytes: number[] = [];
  for (let i = random(6) + 1; i > 0; i--) {
    const fitting = seeds.filter((seed) => seed.side === side);
    const frame = [...fitting[random(fitting.length)]!.bytes];
    for (let edits = random(4); edits > 0; edits--) {
      const at = random(frame.length);
      const kind = random(4);
      if (kind === 0) frame[at] = random(256);
      else if (kind === 1) frame[at]! ^= 1 << random(8);
      else if (kind === 2) frame.splice(at, random(8));
      else frame.splice(at, 0, ...Array.from({ length: random(8) }, () => random(256)));
    }
    bytes.push(...frame);
  }
  return Uint8Array.from(bytes);
}

/** Rejects after five seconds: a round has no reason to take one. */
async function ends(what: string, promise: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => timer = setTimeout(() => reject(new Error(`${what} hangs`)), 5000));
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const server = new Server();
server.register(TaskDefinition, { start: () => Promise.resolve({ pid: 1 }), pause: () => Promise.resolve({}) });
server.register(Kinds, {
  up: async (messages) => {
    let count = 0;
    for await (const _ of messages) count++;
    return { data: new Uint8Array(count) };
  },
});

let rounds = 0;
for (const end = Date.now() + seconds * 1000; Date.now() < end; rounds++) {
  const start = state;
  try {
    await ends("the server", server.serve(replay(mutated("client"), random(40) + 1)));
    const client = new Client(replay(mutated("server"), random(40) + 1));
    const stub = client.stub(TaskDefinition);
    const calls = [stub.start({}), stub.delete({}), stub.pause({})];
    await Promise.all(calls.map((call) =>
      ends("a call", call).catch((error) => {
        if (!(error instanceof StatusError)) throw error;
      })
    ));
    await ends("the client", client.closed);
  } catch (error) {
    console.error(`Round ${rounds} of seed ${seed} (state ${start}):`, error);
    Deno.exit(1);
  }
}
console.log(`${rounds} rounds, seed ${seed}`);
