export function probeKvm(): { ok: boolean; reason: string } {
  return { ok: false, reason: "not probed yet" };
}
