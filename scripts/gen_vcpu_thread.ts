/**
 * Assembles src/hypervisor/kvm/vcpu_thread.S into vcpu_thread_code.ts. With `--check` it changes nothing and exits 1 where the two
 * differ. Needs binutils (as, objcopy, nm).
 */
import { run } from "./command.ts";

const FOLDER = new URL("../src/hypervisor/kvm/", import.meta.url).pathname;
const SOURCE = `${FOLDER}vcpu_thread.S`;
const CODE = `${FOLDER}vcpu_thread_code.ts`;

/** The module that holds the assembled code. */
async function assembled(): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "husk-as-" });
  try {
    await run(["as", "-o", `${dir}/code.o`, SOURCE]);
    await run(["objcopy", "-O", "binary", "-j", ".text", `${dir}/code.o`, `${dir}/code`]);
    const symbols = await run(["nm", `${dir}/code.o`]);
    const at = (name: string) => parseInt(new RegExp(`^([0-9a-f]+) t ${name}$`, "m").exec(symbols)![1]!, 16);
    return moduleOf(await Deno.readFile(`${dir}/code`), { start: at("start"), join: at("join") });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function moduleOf(code: Uint8Array, entries: Readonly<Record<string, number>>): string {
  const hex = (byte: number) => `0x${byte.toString(16).padStart(2, "0")}`;
  const lines: string[] = [];
  for (let at = 0; at < code.length; at += 16) {
    lines.push(`  ${Array.from(code.subarray(at, at + 16), hex).join(", ")},`);
  }
  const offsets = Object.entries(entries).map(([name, at]) => `${name}: ${at}`).join(", ");
  return `// Assembled from vcpu_thread.S by scripts/gen_vcpu_thread.ts: change that file, not this one.
/** Where the functions begin. */
export const ENTRY = { ${offsets} } as const;

// deno-fmt-ignore
export const CODE = new Uint8Array([
${lines.join("\n")}
]);
`;
}

if (import.meta.main) {
  const wanted = await assembled();
  if (!Deno.args.includes("--check")) await Deno.writeTextFile(CODE, wanted);
  else if (await Deno.readTextFile(CODE).catch(() => "") !== wanted) {
    console.error(`${CODE} is not what vcpu_thread.S assembles to: deno run -A scripts/gen_vcpu_thread.ts`);
    Deno.exit(1);
  }
}
