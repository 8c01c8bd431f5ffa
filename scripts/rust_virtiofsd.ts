import { cached } from "./cache.ts";
import { run } from "./command.ts";
import { NotAvailable } from "./containerd_versions.ts";
import { type Log, timed } from "./progress.ts";

/** Of crates.io; the crate's own Cargo.lock pins what it is made of. */
export const RUST_VIRTIOFSD = "1.14.0";

/**
 * The path of the virtiofsd that distributions have in place of QEMU's own (Debian from 13 on, Ubuntu from 24.04 on, Fedora), built from its crate: their
 * packages need a newer C library than Debian 12 has. @throws NotAvailable where this machine cannot build it
 */
export async function rustVirtiofsd(log: Log): Promise<string> {
  const entry = await cached("rust-virtiofsd", [{ text: RUST_VIRTIOFSD }], async (folder) => {
    const reason = whyNoRust();
    if (reason !== undefined) throw new NotAvailable(reason);
    await timed(
      log,
      `cargo: install virtiofsd ${RUST_VIRTIOFSD}`,
      () =>
        run([
          "cargo",
          "install",
          "--quiet",
          "--locked",
          "--version",
          `=${RUST_VIRTIOFSD}`,
          "--root",
          folder,
          "virtiofsd",
        ]),
    );
  });
  return `${entry}/bin/virtiofsd`;
}

/** What keeps this machine from building it; undefined where nothing does. */
export function whyNoRust(): string | undefined {
  try {
    const { success } = new Deno.Command("cargo", { args: ["--version"], stdout: "null", stderr: "null" }).outputSync();
    return success ? undefined : "cargo has no toolchain here";
  } catch {
    return "no Rust toolchain (cargo)";
  }
}
