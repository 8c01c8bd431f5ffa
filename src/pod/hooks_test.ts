import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { StatusError } from "../util/errors.ts";
import { Logger } from "../util/log.ts";
import { checkHooks, type HookState, runHooks } from "./hooks.ts";

async function withBundle(test: (bundle: string, state: HookState) => Promise<void>): Promise<void> {
  const bundle = await Deno.makeTempDir();
  try {
    await test(bundle, { ociVersion: "1.0.2", id: "c", status: "creating", pid: 7, bundle, annotations: { a: "b" } });
  } finally {
    await Deno.remove(bundle, { recursive: true });
  }
}

const shell = (script: string, more: object = {}) => ({ path: "/bin/sh", args: ["sh", "-c", script], ...more });
const spec = (hooks: Record<string, unknown>) => ({ ociVersion: "1.0.2", hooks });

Deno.test("runHooks() runs each in order, in the bundle, with its environment alone and the state on stdin", async () => {
  await withBundle(async (bundle, state) => {
    const prestart = [
      shell("cat >state; echo $WORD-$HOME >words", { env: ["WORD=a=b"] }),
      shell("echo second >>words"),
    ];
    await runHooks(spec({ prestart, poststop: [shell("echo no >>words")] }), "prestart", state);
    assertEquals(JSON.parse(await Deno.readTextFile(`${bundle}/state`)), { ...state });
    assertEquals(await Deno.readTextFile(`${bundle}/words`), "a=b-\nsecond\n");
  });
});

Deno.test("runHooks() stops at the first hook that fails, and says how", async () => {
  await withBundle(async (bundle, state) => {
    const hooks = spec({ createRuntime: [shell("echo oh no >&2; exit 3"), shell("touch after")] });
    const error = await assertRejects(() => runHooks(hooks, "createRuntime", state), StatusError);
    assertEquals(error.message, "createRuntime hook '/bin/sh' exited with code 3: oh no");
    assertThrows(() => Deno.statSync(`${bundle}/after`), Deno.errors.NotFound);
    const missing = runHooks(spec({ prestart: [{ path: "/no/such/hook" }] }), "prestart", state);
    assertMatch((await assertRejects(() => missing, StatusError)).message, /'\/no\/such\/hook' does not run/);
    const lines: string[] = [];
    const both = spec({ poststop: [shell("exit 1"), shell("touch after")] });
    await runHooks(both, "poststop", state, new Logger((line) => lines.push(line)));
    assertMatch(lines.join(), /poststop hook .* exited with code 1/);
    Deno.statSync(`${bundle}/after`);
  });
});

Deno.test("runHooks() ends a hook that takes longer than it may", async () => {
  await withBundle(async (_bundle, state) => {
    const slow = spec({ prestart: [shell("exec sleep 1000", { timeout: 0.05 })] });
    const error = await assertRejects(() => runHooks(slow, "prestart", state), StatusError);
    assertEquals(error.message, "prestart hook '/bin/sh' has not ended in 0.05 s");
  });
});

Deno.test("checkHooks() refuses what is no hook, and what has no place to run", () => {
  checkHooks({ ociVersion: "1.0.2" });
  checkHooks(spec({ prestart: [shell("x")], startContainer: [shell("x")], poststop: null }));
  for (const bad of ["x", [1], [{ path: "sh" }], [{ path: "/sh", args: "x" }], [null]]) {
    assertThrows(() => checkHooks(spec({ prestart: bad })), StatusError, "hooks.prestart");
  }
  assertThrows(
    () => checkHooks(spec({ createContainer: [shell("x")] })),
    StatusError,
    "createContainer hook '/bin/sh'",
  );
});
