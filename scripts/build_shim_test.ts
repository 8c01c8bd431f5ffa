import { BUNDLE } from "./build_shim.ts";

function equal(actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`got ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

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
