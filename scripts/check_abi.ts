/**
 * Compares every structure layout and constant of src/linux/abi/ and src/netlink/abi.ts with what the C compiler makes of the system's headers: a
 * program is generated that prints sizeof, offsetof and values. Exit 1 names each difference.
 */
import * as errno from "../src/linux/errno.ts";
import * as netlink from "../src/netlink/abi.ts";
import type { FieldType, Layout } from "../src/util/layout.ts";

const ABI = new URL("../src/linux/abi/", import.meta.url);
const FIELD_BYTES: Readonly<Record<FieldType, number>> = { u8: 1, u16: 2, u32: 4, i32: 4, u64: 8, i64: 8 };

/** A module of abi/: HEADERS, layouts, and constants under the names that C has for them. */
export type AbiModule = Readonly<Record<string, unknown>>;

/** One thing to compare: as C writes it, and what TypeScript says. */
export interface Expectation {
  c: string;
  value: bigint;
}

export function expectations(module: AbiModule): Expectation[] {
  return Object.entries(module).flatMap(([name, value]) => {
    if (typeof value === "number" || typeof value === "bigint") return [{ c: name, value: BigInt(value) }];
    return isLayout(value) ? layoutExpectations(value) : [];
  });
}

function layoutExpectations({ name, size, fields }: Layout): Expectation[] {
  const found = [{ c: `sizeof(${name})`, value: BigInt(size) }];
  for (const [field, [offset, type]] of Object.entries(fields)) {
    found.push({ c: `offsetof(${name}, ${field})`, value: BigInt(offset) });
    found.push({ c: `FIELD_BYTES(${name}, ${field})`, value: BigInt(FIELD_BYTES[type]) });
  }
  return found;
}

function isLayout(value: unknown): value is Layout {
  return typeof value === "object" && value !== null && "fields" in value && "header" in value;
}

/** The C program that prints one value a line, in order. An array field counts as its first element. */
export function program(modules: readonly AbiModule[], wanted: readonly Expectation[]): string {
  const headers = new Set<string>();
  for (const module of modules) {
    for (const header of (module.HEADERS ?? []) as string[]) headers.add(header);
    for (const value of Object.values(module)) if (isLayout(value)) headers.add(value.header);
  }
  return [
    "#define _GNU_SOURCE",
    "#include <stddef.h>",
    "#include <stdio.h>",
    ...[...headers].map((header) => `#include <${header}>`),
    "#define FIELD_BYTES(type, field) _Generic(((type *)0)->field, char *: 1, unsigned char *: 1, unsigned short *: 2, \\",
    "  unsigned *: 4, unsigned long long *: 8, default: sizeof(((type *)0)->field))",
    "int main(void) {",
    ...wanted.map(({ c }) => `  printf("%lld\\n", (long long)(${c}));`),
    "  return 0;",
    "}",
    "",
  ].join("\n");
}

/** Compiles and runs `source`; its output's lines as numbers. Throws with the compiler's words, or where there is none. */
async function runC(source: string): Promise<bigint[]> {
  const dir = await Deno.makeTempDir({ prefix: "husk-abi-" });
  try {
    await Deno.writeTextFile(`${dir}/abi.c`, source);
    const gcc = new Deno.Command("gcc", { args: ["-o", `${dir}/abi`, `${dir}/abi.c`], stderr: "piped" });
    const compiled = await gcc.output().catch((cause) => {
      throw new Error("The ABI check needs gcc and the C library's headers: apt-get install gcc libc6-dev", { cause });
    });
    if (!compiled.success) throw new Error(`gcc: ${new TextDecoder().decode(compiled.stderr)}`);
    const { stdout } = await new Deno.Command(`${dir}/abi`).output();
    return new TextDecoder().decode(stdout).trim().split("\n").map(BigInt);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** The differences between `modules` and the system's headers, each a line. */
export async function differences(modules: readonly AbiModule[]): Promise<string[]> {
  const wanted = modules.flatMap(expectations);
  const actual = await runC(program(modules, wanted));
  // Unsigned 64-bit constants are printed as signed ones.
  return wanted.flatMap(({ c, value }, index) =>
    BigInt.asIntN(64, value) === actual[index] ? [] : [`${c} is ${actual[index]} in C, ${value} in src/linux/abi`]
  );
}

/** Every module that speaks of C: those of abi/, and the errno names. */
export async function abiModules(): Promise<AbiModule[]> {
  const names = Object.entries(errno.ERRNO_NAMES).map(([code, name]) => [name, Number(code)]);
  const modules: AbiModule[] = [errno, { HEADERS: errno.HEADERS, ...Object.fromEntries(names) }, netlink];
  for (const { name } of Deno.readDirSync(ABI)) {
    if (name.endsWith(".ts") && !name.endsWith("_test.ts")) modules.push(await import(new URL(name, ABI).href));
  }
  return modules;
}

if (import.meta.main) {
  const modules = await abiModules();
  const faults = await differences(modules);
  for (const fault of faults) console.error(fault);
  console.log(`${modules.flatMap(expectations).length} layouts, fields and constants compared`);
  Deno.exit(faults.length === 0 ? 0 : 1);
}
