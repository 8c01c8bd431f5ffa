import { assert, assertEquals } from "@std/assert";
import { runScript } from "./testing.ts";

/** personality(2), which asks where its argument is 0xffffffff: a call that nobody makes unasked. */
const PRELUDE = `
import { ALLOW, fail, filterOf, filterThisProcess, KILL } from "{seccomp.ts}";
import { errno } from "{libc.ts}";
const ASK = 0xffffffff, PERSONALITY = 135;
const { symbols: libc } = Deno.dlopen("libc.so.6", {
  personality: { parameters: ["u64"], result: "i32" },
  syscall: { parameters: ["i64", "i64"], result: "i64" },
});
const filter = (rules, otherwise = ALLOW) => filterThisProcess(filterOf(rules, otherwise));
`;

Deno.test("filterThisProcess() makes a forbidden call deadly on threads that were there before", async () => {
  const { signal, out, err } = await runScript(`${PRELUDE}
    import { Mapping } from "{mapping.ts}";
    const code = new Mapping(4096), shared = new Mapping(4096);
    code.bytes.set([
      0xc7, 0x47, 0x04, 1, 0, 0, 0, // mov dword [rdi + 4], 1: it runs
      0xf3, 0x90, 0x83, 0x3f, 0x00, 0x74, 0xf9, // pause; cmp dword [rdi], 0; je back to the pause
      0xbf, 0xff, 0xff, 0xff, 0xff, 0xb8, PERSONALITY, 0, 0, 0, 0x0f, 0x05, 0xc3, // personality(ASK); ret
    ]);
    code.makeExecutable();
    const call = code.asFunction({ parameters: ["u64"], result: "i32", nonblocking: true });
    const onItsThread = async () => {
      shared.bytes.fill(0);
      const done = call.call(shared.address);
      while (shared.view.getInt32(4, true) === 0);
      return { go: () => shared.view.setInt32(0, 1, true), done };
    };
    const harmless = await onItsThread();
    harmless.go();
    console.log(await harmless.done);
    const forbidden = await onItsThread();
    filter([{ syscall: PERSONALITY, action: KILL }]);
    for (const { name } of Deno.readDirSync("/proc/self/task")) {
      const status = Deno.readTextFileSync("/proc/self/task/" + name + "/status");
      if (!status.includes("Seccomp:\\t2")) console.log(status);
    }
    console.log("filtered");
    forbidden.go();
    await forbidden.done;
    console.log("alive");
  `);
  assertEquals({ signal, out }, { signal: "SIGSYS", out: "0\nfiltered\n" }, err);
});

Deno.test("filterOf(): the first rule that holds decides, by all the arguments that it names", async () => {
  const { out, err } = await runScript(`${PRELUDE}
    filter([
      { syscall: PERSONALITY, arguments: { 0: ASK, 1: 7 }, action: fail(5) },
      { syscall: PERSONALITY, arguments: { 0: ASK }, action: fail(1) },
      { syscall: PERSONALITY, arguments: { 0: ASK }, action: KILL },
      { syscall: PERSONALITY + 1, action: KILL },
    ]);
    console.log(libc.personality(ASK), errno());
    console.log(libc.personality(0), libc.personality(0));
  `);
  assertEquals(out, "-1 1\n0 0\n", err);
});

Deno.test("filterOf(): a call by the number of another ABI is deadly", async () => {
  const x32 = await runScript(`${PRELUDE}
    filter([]);
    libc.syscall(0x40000000n + BigInt(PERSONALITY), BigInt(ASK));
    console.log("alive");
  `);
  assertEquals({ signal: x32.signal, out: x32.out }, { signal: "SIGSYS", out: "" }, x32.err);
  const i386 = await runScript(`${PRELUDE}
    import { Mapping } from "{mapping.ts}";
    const code = new Mapping(4096);
    code.bytes.set([0xb8, 20, 0, 0, 0, 0xcd, 0x80, 0xc3]); // mov eax, getpid; int 0x80; ret
    code.makeExecutable();
    filter([]);
    console.log(code.asFunction({ parameters: [], result: "i32" }).call());
  `);
  // A kernel without the 32-bit ABI does not know the interrupt.
  assert(["SIGSYS", "SIGSEGV"].includes(i386.signal ?? ""), `${i386.signal} ${i386.err}`);
  assertEquals(i386.out, "");
});

Deno.test("filterThisProcess() fails where a thread has a filter of its own, and names it", async () => {
  const { code, err } = await runScript(`${PRELUDE}
    import { writeProgram } from "{seccomp.ts}";
    const bytes = filterOf([], ALLOW);
    const program = new Uint8Array(16);
    writeProgram(new DataView(program.buffer), 0, bytes, BigInt(Deno.UnsafePointer.value(Deno.UnsafePointer.of(bytes))));
    // This thread alone, once and then differently from the others.
    const alone = Deno.dlopen("libc.so.6", {
      syscall: { parameters: ["i64", "i64", "i64", "buffer"], result: "i64", nonblocking: true },
    });
    console.log(await alone.symbols.syscall(317n, 1n, 0n, program));
    filter([]);
  `);
  assertEquals(code, 1);
  assert(/thread \d+ has a filter of its own/.test(err), err);
});
