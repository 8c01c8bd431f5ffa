import { assertEquals } from "@std/assert";
import { runScript } from "../linux/testing.ts";

const PRELUDE = `
import { confineShim } from "{../shim/confinement.ts}";
import { errno } from "{../linux/libc.ts}";
const { symbols: libc } = Deno.dlopen("libc.so.6", {
  syscall: { parameters: ["i64", "i64", "i64", "i64"], result: "i64" },
});
const call = (number) => libc.syscall(BigInt(number), 0n, 0n, 0n) < 0 ? errno() : 0;
const run = (...args) => {
  const { stdout, stderr } = new Deno.Command(args[0], { args: args.slice(1) }).outputSync();
  return new TextDecoder().decode(stdout).trim() + new TextDecoder().decode(stderr).trim();
};
`;

Deno.test("confineShim(): reading another process's memory is deadly", async () => {
  const { signal, out, err } = await runScript(`${PRELUDE}
    const PROCESS_VM_READV = 310;
    console.log(call(PROCESS_VM_READV) > 0);
    confineShim();
    call(PROCESS_VM_READV);
    console.log("alive");
  `);
  assertEquals({ signal, out }, { signal: "SIGSYS", out: "true\n" }, err);
});

Deno.test("confineShim(): what programs can do without fails, and what a shim and its hooks need does not", async () => {
  const { out, err, signal } = await runScript(`${PRELUDE}
    confineShim();
    const BPF = 321, INIT_MODULE = 175, IO_URING_SETUP = 425;
    console.log(call(BPF), call(INIT_MODULE), call(IO_URING_SETUP));
    // Its children too, which may still change to another user: hooks do.
    console.log(run("sed", "-n", "/^NoNewPrivs/p; /^Seccomp:/p", "/proc/self/status"));
    console.log(run("setpriv", "--reuid=65534", "--clear-groups", "id", "-u"));
    console.log(run("unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt && umount /mnt && echo mounted"));
    console.log(run("unshare", "-n", "sh", "-c", "nsenter --net=/proc/$$/ns/net echo entered"));
  `);
  assertEquals(signal, null, err);
  assertEquals(out, "1 1 38\nNoNewPrivs:\t0\nSeccomp:\t2\n65534\nmounted\nentered\n", err);
});
