import { assertEquals, assertThrows } from "@std/assert";
import { SystemError } from "../util/errors.ts";
import { bindMount, mountFs, mountHolders, mountsBelow, umount, umountBelow } from "./mount.ts";
import { ownerOfNetns } from "./netns.ts";
import { inUserNamespace, run, sharedTmpfs } from "./testing.ts";

/** Directories below `root`, made. */
function dirs<const N extends readonly string[]>(root: string, ...names: N): { [K in keyof N]: string } {
  return names.map((name) => {
    Deno.mkdirSync(`${root}/${name}`, { recursive: true });
    return `${root}/${name}`;
  }) as { [K in keyof N]: string };
}

const write = (path: string) => () => Deno.writeTextFileSync(path, "x");

Deno.test("mountFs() mounts an overlay as containerd describes it", () => {
  using tmp = sharedTmpfs();
  const [lower, upper, work, target] = dirs(tmp.path, "lower", "upper", "work", "merged");
  write(`${lower}/from image`)();
  const options = [`workdir=${work}`, `upperdir=${upper}`, `lowerdir=${lower}`];
  mountFs({ type: "overlay", source: "overlay", target, options });
  assertEquals([...Deno.readDirSync(target)].map((entry) => entry.name), ["from image"]);
  write(`${target}/new`)();
  assertEquals([...Deno.readDirSync(upper)].map((entry) => entry.name), ["new"]);
  umount(target);
  assertEquals(mountsBelow(target), []);
});

Deno.test("mountFs() mounts an overlay whose options are longer than a page", () => {
  using tmp = sharedTmpfs();
  const [target] = dirs(tmp.path, "merged");
  const layers = Array.from({ length: 60 }, (_, index) => dirs(tmp.path, `${"a".repeat(100)}${index}`)[0]);
  for (const [index, layer] of layers.entries()) Deno.writeTextFileSync(`${layer}/file`, `layer ${index}`);
  mountFs({ type: "overlay", source: "overlay", target, options: [`lowerdir=${layers.join(":")}`] });
  assertEquals(Deno.readTextFileSync(`${target}/file`), "layer 0");
});

Deno.test("mountFs() says what it could not mount, and why", () => {
  using tmp = sharedTmpfs();
  const target = `${tmp.path}/none`;
  const error = assertThrows(() => mountFs({ type: "tmpfs", source: "t", target, options: [] }), SystemError);
  assertEquals(error.message, `Cannot mount tmpfs 't' on '${target}': mount: ENOENT`);
});

Deno.test("mountFs() binds with the attributes asked for", () => {
  using tmp = sharedTmpfs();
  const [source, target] = dirs(tmp.path, "source", "target");
  mountFs({ type: "bind", source, target, options: ["rbind", "ro", "nosuid"] });
  assertEquals(run("findmnt", "-n", "-o", "VFS-OPTIONS", target).trim().split(",").slice(0, 2), ["ro", "nosuid"]);
  assertThrows(write(`${target}/x`), Error, "Read-only");
  write(`${source}/x`)();
});

Deno.test("bindMount() keeps the attributes of its source when it makes it read-only", () => {
  using tmp = sharedTmpfs();
  const [source, target] = dirs(tmp.path, "source", "target");
  mountFs({ type: "tmpfs", source: "t", target: source, options: ["nosuid", "nodev"] });
  bindMount(source, target, { readonly: true });
  assertEquals(run("findmnt", "-n", "-o", "VFS-OPTIONS", target).trim().split(",").slice(0, 3), [
    "ro",
    "nosuid",
    "nodev",
  ]);
});

Deno.test("bindMount() read-only leaves mounts below writable, as runc does", () => {
  using tmp = sharedTmpfs();
  const [source, target] = dirs(tmp.path, "source", "target");
  dirs(source, "sub");
  mountFs({ type: "tmpfs", source: "t", target: `${source}/sub`, options: [] });
  bindMount(source, target, { recursive: true, readonly: true });
  assertThrows(write(`${target}/x`), Error, "Read-only");
  write(`${target}/sub/x`)();
});

Deno.test("bindMount() makes mounts below read-only as well where that is asked for, and not those of its source", () => {
  using tmp = sharedTmpfs();
  const [source, target] = dirs(tmp.path, "source", "target");
  dirs(source, "sub");
  mountFs({ type: "tmpfs", source: "t", target: `${source}/sub`, options: [] });
  bindMount(source, target, { recursive: true, readonlyBelow: true });
  assertThrows(write(`${target}/x`), Error, "Read-only");
  assertThrows(write(`${target}/sub/x`), Error, "Read-only");
  write(`${source}/sub/x`)();
});

Deno.test("mountHolders() tells a mount in a directory from one at it, by links too", () => {
  using tmp = sharedTmpfs();
  const [outer, inner] = dirs(tmp.path, "outer", "outer/inner");
  Deno.symlinkSync(outer, `${tmp.path}/link`);
  assertEquals([outer, `${tmp.path}/none`].map(mountHolders()), [false, false]);
  mountFs({ type: "tmpfs", source: "t", target: inner, options: [] });
  assertEquals([outer, `${tmp.path}/link`, inner, "/"].map(mountHolders()), [true, true, false, true]);
});

Deno.test("mountFs() shows owners as a user namespace has them, that of a network namespace, below an overlay and in a bind", async () => {
  using tmp = sharedTmpfs();
  const [lower, upper, work, merged, volume] = dirs(tmp.path, "lower", "upper", "work", "merged", "volume");
  write(`${lower}/file`)();
  await using holder = await inUserNamespace();
  using userNamespace = ownerOfNetns(`/proc/${holder.pid}/ns/net`);
  const mapping = { userNamespace, scratch: `${tmp.path}/scratch` };
  const mapped = ["uidmap=0:1000:65536", "gidmap=0:1000:65536"];
  const layers = [`workdir=${work}`, `upperdir=${upper}`, `lowerdir=${lower}`];
  const overlay = { type: "overlay", source: "overlay", target: merged, options: [...mapped, ...layers] };
  mountFs(overlay, mapping);
  mountFs({ type: "bind", source: lower, target: volume, options: ["rbind", ...mapped] }, mapping);
  for (const path of [`${merged}/file`, `${volume}/file`]) {
    const { uid, gid } = Deno.statSync(path);
    assertEquals([uid, gid], [1000, 1000]);
  }
  assertEquals(Deno.statSync(`${lower}/file`).uid, 0);
  assertEquals([...Deno.readDirSync(tmp.path)].some(({ name }) => name === "scratch"), false);
  assertThrows(() => mountFs(overlay), Error, "there is no user namespace");
});

Deno.test("umountBelow() a bound tree leaves the mounts of its source alone", () => {
  using tmp = sharedTmpfs();
  const [source, pod] = dirs(tmp.path, "source", "pod");
  const [target] = dirs(pod, "volume");
  dirs(source, "sub");
  mountFs({ type: "tmpfs", source: "t", target: `${source}/sub`, options: [] });
  for (const slave of [false, true]) {
    bindMount(source, target, { recursive: true, slave });
    assertEquals(mountsBelow(pod).length, 2);
    umountBelow(pod);
    assertEquals(mountsBelow(pod), []);
    assertEquals(mountsBelow(source), [`${source}/sub`]);
  }
});

Deno.test("bindMount() follows later mounts of its source where it is a slave, and only there", () => {
  using tmp = sharedTmpfs();
  const [source, slave, apart] = dirs(tmp.path, "source", "slave", "apart");
  dirs(source, "sub");
  bindMount(source, slave, { slave: true });
  bindMount(source, apart);
  mountFs({ type: "tmpfs", source: "t", target: `${source}/sub`, options: [] });
  assertEquals([mountsBelow(`${slave}/sub`).length, mountsBelow(`${apart}/sub`).length], [1, 0]);
});

Deno.test("umountBelow() takes stacked, nested and busy mounts, and names with spaces", () => {
  using tmp = sharedTmpfs();
  const [pod, other] = dirs(tmp.path, "pod", "pod2");
  const tmpfs = (target: string) => mountFs({ type: "tmpfs", source: "t", target, options: [] });
  const [a] = dirs(pod, "a b\\c");
  tmpfs(a);
  tmpfs(a);
  const [nested] = dirs(a, "nested");
  tmpfs(nested);
  tmpfs(other);
  using _busy = Deno.openSync(`${nested}/file`, { write: true, create: true });
  assertEquals(mountsBelow(pod).length, 3);
  umountBelow(pod);
  assertEquals(mountsBelow(pod), []);
  assertEquals(mountsBelow(other).length, 1);
});
