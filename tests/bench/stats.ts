/** Figures of several rounds, and how they are reported. */

export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** One line of a bench: what husk did beside what its peer did in the same run. */
export interface Metric {
  metric: string;
  unit: string;
  husk: Spread;
  peer: Spread | null;
  peerName: string | null;
  /** Median of husk over median of the peer. */
  ratio: number | null;
}

/** The most (or least) that DESIGN.md allows: of husk's median, or of the ratio. */
export interface Budget {
  metric: string;
  of: "husk" | "ratio";
  atMost?: number;
  atLeast?: number;
}

/** Least, middle and greatest of `values`, at least one. */
export function spread(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) throw new Error("Cannot take the median of no values");
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
  return { min: sorted[0]!, median: middle, max: sorted.at(-1)! };
}

/** A metric of husk alone, or beside its peer where that has values. */
export function metric(name: string, unit: string, husk: number[], peer: number[] = [], peerName = "runc"): Metric {
  const own = spread(husk);
  if (peer.length === 0) return { metric: name, unit, husk: own, peer: null, peerName: null, ratio: null };
  const other = spread(peer);
  return {
    metric: name,
    unit,
    husk: own,
    peer: other,
    peerName,
    ratio: other.median === 0 ? null : own.median / other.median,
  };
}

/** "met" or "missed by 12 %", or nothing where the budget does not apply to a figure that was taken. */
export function verdict(budget: Budget, measured: Metric): string {
  const value = budget.of === "ratio" ? measured.ratio : measured.husk.median;
  if (value === null) return "";
  const { atMost = Infinity, atLeast = -Infinity } = budget;
  if (value <= atMost && value >= atLeast) return "met";
  const limit = value > atMost ? atMost : atLeast;
  return limit === 0 ? "missed" : `missed by ${Math.round(Math.abs(value / limit - 1) * 100)} %`;
}

/** The bench as a table in plain text. */
export function table(metrics: readonly Metric[], budgets: readonly Budget[]): string {
  const rows = [["metric", "unit", "husk min", "median", "max", "peer min", "median", "max", "ratio", "budget", ""]];
  for (const measured of metrics) {
    const budget = budgets.find(({ metric }) => metric === measured.metric);
    const { husk, peer, ratio } = measured;
    rows.push([
      measured.metric,
      measured.unit,
      ...[husk.min, husk.median, husk.max].map(figure),
      ...(peer ? [peer.min, peer.median, peer.max].map(figure) : ["", "", ""]),
      ratio === null ? "" : `${figure(ratio)}x ${measured.peerName}`,
      budget
        ? `${budget.atMost !== undefined ? "<=" : ">="} ${budget.atMost ?? budget.atLeast}${
          budget.of === "ratio" ? "x" : ""
        }`
        : "",
      budget ? verdict(budget, measured) : "",
    ]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const right = (column: number) => column >= 2 && column <= 7;
  return rows.map((row) =>
    row.map((cell, column) => right(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)).join("  ")
      .trimEnd()
  ).join("\n");
}

function figure(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}
