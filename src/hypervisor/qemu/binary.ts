import { Code, StatusError } from "../../util/errors.ts";

/** Where distributions put it; the last is that of RHEL and its kin. */
const PLACES = ["/usr/local/bin/qemu-system-x86_64", "/usr/bin/qemu-system-x86_64", "/usr/libexec/qemu-kvm"];

/** The QEMU that this host has. Throws FAILED_PRECONDITION that names where it was looked for. */
export function findQemu(places: readonly string[] = PLACES): string {
  for (const place of places) {
    try {
      if (Deno.statSync(place).isFile) return place;
    } catch {
      // Not there.
    }
  }
  throw new StatusError(Code.FAILED_PRECONDITION, `No QEMU at ${places.join(", ")}: install qemu-system-x86`);
}
