import { BUNDLE, launcherScript, quote } from "./build_shim.ts";

function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

Deno.test("quote() leaves plain words and protects the rest from the shell", () => {
  equal(quote("/a/b-1.c"), "/a/b-1.c");
  equal(quote("it's $HOME"), `'it'\\''s $HOME'`);
});

Deno.test("launcherScript() passes its arguments on untouched, in an empty environment and from any folder", async () => {
  const dist = await Deno.makeTempDir({ prefix: "husk's dist " });
  try {
    const deno = `${dist}/deno`;
    await Deno.writeTextFile(deno, `#!/bin/sh\nprintf '%s|' "$DENO_DIR" "$@"\n`, { mode: 0o755 });
    await Deno.chmod(deno, 0o755);
    await Deno.writeTextFile(`${dist}/launcher`, launcherScript(deno, dist), { mode: 0o755 });
    await Deno.chmod(`${dist}/launcher`, 0o755);
    const { stdout } = await new Deno.Command(`${dist}/launcher`, {
      args: ["-id", "a b", "", "*"],
      cwd: "/",
      clearEnv: true,
    }).output();
    const [denoDir, run, ...rest] = new TextDecoder().decode(stdout).split("|");
    equal(denoDir, `${dist}/deno_dir`);
    equal(run, "run");
    equal(rest.slice(-6).join("|"), `${dist}/husk.js|-id|a b||*|`);
  } finally {
    await Deno.remove(dist, { recursive: true });
  }
});

Deno.test("BUNDLE keeps the disposal of a variable that is read once", async () => {
  const dir = await Deno.makeTempDir();
  try {
    const source = `
      const open = () => ({ read: () => 1, [Symbol.dispose]: () => console.log("disposed") });
      export function once() { using file = open(); return file.read(); }
      once();`;
    await Deno.writeTextFile(`${dir}/once.ts`, source);
    const deno = async (args: readonly string[]) => {
      const output = await new Deno.Command(Deno.execPath(), { args: [...args], cwd: dir }).output();
      return new TextDecoder().decode(output.stdout).trim();
    };
    await deno([...BUNDLE, "-o", "once.js", "once.ts"]);
    equal(await deno(["run", "once.js"]), "disposed");
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
