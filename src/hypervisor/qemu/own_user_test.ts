import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { tempDir } from "../../linux/testing.ts";
import { letReach, ownUser, type User } from "./own_user.ts";

/** A file of root's with this mode. */
function file(dir: string, name: string, mode: number, gid = 0): string {
  const path = `${dir}/${name}`;
  Deno.writeTextFileSync(path, "");
  Deno.chmodSync(path, mode);
  Deno.chownSync(path, 0, gid);
  return path;
}

const asUser = (user: User, ...command: string[]) =>
  new Deno.Command(command[0]!, { args: command.slice(1), ...user, cwd: "/" }).outputSync().success;

Deno.test("ownUser() is another at each call, in a group of its own, and no account of the host", () => {
  const needs = { accelerator: "tcg", binary: "/bin/sh", files: ["/etc/passwd"] } as const;
  const [first, second] = [ownUser(needs), ownUser(needs)] as User[];
  assertNotEquals(first, second);
  for (const { uid, gid } of [first!, second!]) {
    assert(uid >= 0x70000000 && uid <= 0x7fffffff, `${uid}`);
    assertEquals(gid, uid);
  }
});

Deno.test("ownUser() takes the group of /dev/kvm where that is who may open it", () => {
  using dir = tempDir();
  const user = (mode: number, gid: number) =>
    ownUser({ accelerator: "kvm", binary: "/bin/sh", files: [] }, file(dir.path, "kvm", mode, gid));
  assertEquals((user(0o660, 777) as User).gid, 777);
  const everybody = user(0o666, 777) as User;
  assertEquals(everybody.gid, everybody.uid);
  const reason = { reason: `only root may open '${dir.path}/kvm'` };
  assertEquals([user(0o600, 777), user(0o660, 0)], [reason, reason]);
});

Deno.test("ownUser() is none where a file or the program is root's alone, and says which", () => {
  using dir = tempDir();
  const secret = file(dir.path, "kernel", 0o600);
  const user = (binary: string, files: string[]) => ownUser({ accelerator: "tcg", binary, files });
  assertEquals(user("/bin/sh", [secret]), { reason: `only root may read '${secret}'` });
  // Everybody's to run, in a folder that is not.
  const program = file(dir.path, "qemu", 0o755);
  assertEquals(user(program, []), { reason: `only root may run '${program}'` });
});

Deno.test("letReach() opens the sockets to one user, and no more of their folder", () => {
  using dir = tempDir();
  Deno.chmodSync(dir.path, 0o711);
  const folder = `${dir.path}/pod`;
  Deno.mkdirSync(folder, { mode: 0o700 });
  using _listener = Deno.listen({ transport: "unix", path: `${folder}/socket` });
  file(folder, "state.json", 0o600);
  const own: User = { uid: 0x70000001, gid: 0x70000001 }, other: User = { uid: 0x70000002, gid: 0x70000002 };
  letReach(own, folder, [`${folder}/socket`]);
  for (const [user, may] of [[own, true], [other, false]] as const) {
    assertEquals(asUser(user, "test", "-w", `${folder}/socket`), may);
    assertEquals(asUser(user, "cat", `${folder}/state.json`), false);
    assertEquals(asUser(user, "ls", folder), false);
    assertEquals(asUser(user, "touch", `${folder}/new`), false);
  }
  // One of the same group, as QEMUs under KVM may be.
  assertEquals(asUser({ ...other, gid: own.gid }, "test", "-w", `${folder}/socket`), false);
});
