import { assertEquals, assertRejects } from "@std/assert";
import { FakeDisks } from "../../tests/fakes/fake_disks.ts";
import { StatusError } from "../util/errors.ts";
import { type BlockDevice, numberOf } from "./block_devices.ts";
import { BlockVolumes } from "./block_volumes.ts";

const KIB = 1024;

/** Loop devices over files; gone at the end. */
class Loops implements Disposable {
  readonly #dir = Deno.makeTempDirSync({ dir: "/var/tmp", prefix: "husk-test-" });
  readonly #paths: string[] = [];

  add(bytes: number, ...options: string[]): { major: number; minor: number } {
    const file = `${this.#dir}/${this.#paths.length}`;
    Deno.writeFileSync(file, new Uint8Array(bytes));
    const path = losetup("--find", "--show", ...options, file).trim();
    this.#paths.push(path);
    return numberOf(Deno.statSync(path).rdev!);
  }

  [Symbol.dispose](): void {
    for (const path of this.#paths) losetup("-d", path);
    Deno.removeSync(this.#dir, { recursive: true });
  }
}

function losetup(...args: string[]): string {
  const { success, stdout, stderr } = new Deno.Command("losetup", { args }).outputSync();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

const hasLoops = (() => {
  try {
    return Deno.statSync("/dev/loop-control").isCharDevice && Deno.uid() === 0;
  } catch {
    return false;
  }
})();

function device(number: { major: number; minor: number }, access = "rwm"): BlockDevice {
  return { path: "/dev/x", ...number, access, fileMode: 0o600, uid: 0, gid: 6 };
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, fn, ignore: !hasLoops });
}

test("BlockVolumes puts a device in once for all containers that have it, and takes it out with the last", async () => {
  using loops = new Loops();
  const slots = new FakeDisks(["any", "any"]);
  const volumes = new BlockVolumes(slots);
  const one = loops.add(64 * KIB);
  const [disk] = await volumes.insert("a", [device(one)]);
  const { serial, bytes, access } = disk!;
  assertEquals([serial, bytes, access], ["husk0", 64 * KIB, "rwm"]);
  assertEquals((await volumes.insert("b", [device(one, "r")])).map(({ serial, access }) => [serial, access]), [[
    "husk0",
    "r",
  ]]);
  await volumes.release("a", true);
  assertEquals(slots.calls, ["insert 0 65536 rw"]);
  await volumes.release("b", true);
  await volumes.release("b", true);
  assertEquals(slots.calls, ["insert 0 65536 rw", "eject 0"]);
});

test("BlockVolumes refuses more devices than places, of each kind, and forgets what could not be put in", async () => {
  using loops = new Loops();
  const slots = new FakeDisks(["writable", "readonly"]);
  const volumes = new BlockVolumes(slots);
  const [one, two, three] = [loops.add(KIB), loops.add(KIB), loops.add(KIB)];
  slots.failure = new Error("QMP says no");
  await assertRejects(() => volumes.insert("a", [device(one)]), StatusError, "QMP says no");
  slots.failure = undefined;
  assertEquals((await volumes.insert("a", [device(one), device(two, "r")])).map(({ serial }) => serial), [
    "husk0",
    "husk1",
  ]);
  await assertRejects(
    () => volumes.insert("b", [device(three)]),
    StatusError,
    "1 place for block devices, all of them taken",
  );
  await assertRejects(
    () => volumes.insert("b", [device(three, "r")]),
    StatusError,
    "1 place for read-only block devices",
  );
  await assertRejects(() => volumes.insert("b", [device(two)]), StatusError, "read-only, for container 'a'");
  await volumes.release("a", false);
  assertEquals(slots.calls, ["insert 0 1024 rw", "insert 1 1024 ro"]);
});

test("BlockVolumes takes a device that is itself read-only for that, whatever is asked for", async () => {
  using loops = new Loops();
  const slots = new FakeDisks(["readonly"]);
  await new BlockVolumes(slots).insert("a", [device(loops.add(KIB, "--read-only"), "rw")]);
  assertEquals(slots.calls, ["insert 0 1024 ro"]);
});

test("BlockVolumes names a device that is not there, and one that holds nothing", async () => {
  using loops = new Loops();
  const volumes = new BlockVolumes(new FakeDisks(["any"]));
  const nowhere = { major: 4095, minor: 1 };
  await assertRejects(
    () => volumes.insert("a", [device(nowhere)]),
    StatusError,
    "'/dev/x' (4095:1): the host has no such device",
  );
  await assertRejects(() => volumes.insert("a", [device(loops.add(0))]), StatusError, "is empty");
});
