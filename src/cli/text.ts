/** Text for people: tables and sizes. */

/** Columns padded to their widest cell, two blanks apart; numbers stand to the right of a column whose name ends in ' >'. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const names = header.map((name) => name.replace(/ >$/, ""));
  const right = header.map((name) => name.endsWith(" >"));
  const all = [names, ...rows.map((row) => row.map(oneLine))];
  const widths = names.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => right[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)).join("  ");
  return all.map((row) => line(row).trimEnd()).join("\n");
}

/** What a guest or a pod's author wrote must not steer the terminal that shows it. */
export function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, "?");
}

/** Megabytes (10^6 bytes) with one decimal. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A time span in its two largest units, as kubectl shows ages: "42s", "3m7s", "5h2m", "12d". */
export function age(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${whole % 60}s`;
  if (whole < 86400) return `${Math.floor(whole / 3600)}h${Math.floor(whole % 3600 / 60)}m`;
  return `${Math.floor(whole / 86400)}d`;
}
