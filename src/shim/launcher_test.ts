import { assertEquals as equal, assertMatch } from "@std/assert";
import { deleteAnswer, leaveDeleteAnswer } from "./delete_answer.ts";
import { bundled, DELETE_ANSWER, launcherScript, quote, shimLauncherScript } from "./launcher.ts";

Deno.test("quote() leaves plain words and protects the rest from the shell", () => {
  equal(quote("/a/b-1.c"), "/a/b-1.c");
  equal(quote("it's $HOME"), `'it'\\''s $HOME'`);
});

/** A folder with a program in place of Deno, and a launcher for it. */
async function withLauncher(
  program: string,
  script: (deno: string, dist: string) => string,
  use: (launcher: string, dist: string) => Promise<void>,
): Promise<void> {
  const dist = await Deno.makeTempDir({ prefix: "husk's dist " });
  try {
    const deno = `${dist}/deno`;
    for (const [path, text] of [[deno, `#!/bin/sh\n${program}`], [`${dist}/launcher`, script(deno, dist)]] as const) {
      await Deno.writeTextFile(path, text);
      await Deno.chmod(path, 0o755);
    }
    await use(`${dist}/launcher`, dist);
  } finally {
    await Deno.remove(dist, { recursive: true });
  }
}

/** Runs a launcher with `args`, `input` on its stdin; its exit code, and what it and all that it has started wrote until their ends. */
async function launch(launcher: string, args: string[], input = "") {
  const child = new Deno.Command(launcher, {
    args,
    cwd: "/",
    clearEnv: true,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  return {
    code,
    stdoutBytes: stdout,
    stdout: new TextDecoder().decode(stdout),
    stderr: new TextDecoder().decode(stderr),
  };
}

const bundle = (deno: string, dist: string) => bundled(deno, dist, "husk.js");

Deno.test("launcherScript() passes its arguments on untouched, in an empty environment and from any folder", async () => {
  const program = `printf '%s|' "$DENO_DIR" "$@"\n`;
  await withLauncher(program, (deno, dist) => launcherScript(bundle(deno, dist)), async (launcher, dist) => {
    const { stdout } = await launch(launcher, ["-id", "a b", "", "*"]);
    const [denoDir, run, ...rest] = stdout.split("|");
    equal(denoDir, `${dist}/deno_dir`);
    equal(run, "run");
    equal(rest.slice(-6).join("|"), `${dist}/husk.js|-id|a b||*|`);
  });
});

const SHIM = (deno: string, dist: string) => shimLauncherScript(bundle(deno, dist));

Deno.test("shimLauncherScript() hands start its streams, and ends with the code that it is told while the process goes on", async () => {
  const program = `cat; printf '|%s' "$*"; echo 7 >&3; exec <&- >&- 2>&- 3>&-
read -r line < "\${0%/*}/to" && echo "went on: $line" > "\${0%/*}/from"`;
  await withLauncher(program, SHIM, async (launcher, folder) => {
    await new Deno.Command("mkfifo", { args: [`${folder}/to`, `${folder}/from`] }).output();
    const { code, stdout, stderr } = await launch(launcher, ["-id", "a b", "start"], "in\0put");
    equal([code, stderr, stdout.split("|")[0]], [7, "", "in\0put"]);
    assertMatch(stdout, /husk\.js -report-fd 3 -id a b start$/);
    await Deno.writeTextFile(`${folder}/to`, "word\n");
    equal(await Deno.readTextFile(`${folder}/from`), "went on: word\n");
  });
});

Deno.test("shimLauncherScript() has a start that was killed cleaned up after, and other actions are run as they are", async () => {
  const program = `case "$*" in *-report-fd*) kill -9 $$;; esac; echo "$*"; exit 3`;
  await withLauncher(program, SHIM, async (launcher) => {
    const killed = await launch(launcher, ["-id", "a", "start"]);
    equal(killed.code, 3);
    assertMatch(killed.stdout, /husk\.js -clean-up -id a start\n$/);
    const deleted = await launch(launcher, ["-id", "start", "delete"]);
    equal(deleted.code, 3);
    assertMatch(deleted.stdout, /husk\.js -id start delete\n$/);
  });
});

Deno.test("shimLauncherScript() answers delete by itself where the shim has left the answer, to the byte", async () => {
  await withLauncher(`echo "$*"; exit 3`, SHIM, async (launcher, folder) => {
    const bundle = `${folder}/the bundle`;
    await Deno.mkdir(bundle);
    const flags = ["-namespace", "a", "-id", "start"];
    const run = (...args: string[]) => launch(launcher, [...flags, ...args]);
    // Zeroes, line feeds, backslashes and percent signs among its bytes.
    for (const [pid, status] of [[0, 0], [0x2500, 10], [0x5c25, 37], [1, 255]] as const) {
      const answer = deleteAnswer({ pid, exit: { status, at: new Date(Date.UTC(2026, 0, 1, 0, 0, status)) } });
      leaveDeleteAnswer(bundle, answer);
      for (const flag of ["-bundle", "--bundle"]) {
        const { code, stdoutBytes, stderr } = await run(flag, bundle, "delete");
        equal([code, stderr, stdoutBytes], [0, "", answer]);
      }
    }
    equal((await run("-bundle", bundle, "start")).stdout.includes("-report-fd 3"), true);
    equal((await run("-bundle", folder, "delete")).code, 3);
    equal((await run("delete")).code, 3);
    // Cut short, as a shim that was killed might leave it.
    await Deno.writeTextFile(`${bundle}/${DELETE_ANSWER}`, "\\010\\001");
    equal((await run("-bundle", bundle, "delete")).code, 3);
  });
});

Deno.test("leaveDeleteAnswer() needs no bundle that is gone", () => {
  leaveDeleteAnswer("/nowhere/at/all", deleteAnswer());
});
