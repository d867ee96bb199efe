interface Row {
  readonly name: string;
  /** Estimate, standard error and statistic. */
  readonly numbers: readonly number[];
  readonly pValue: number;
}

/** A table of coefficients as text, its columns set flush right. */
export function summaryTable({
  title,
  statistic,
  rows,
  remarks,
}: {
  readonly title: string;
  readonly statistic: string;
  readonly rows: readonly Row[];
  readonly remarks: readonly string[];
}): string {
  const header = ["", "estimate", "standard error", statistic, "p-value"];
  const body = rows.map(({ name, numbers, pValue }) => [name, ...numbers.map(rounded), probability(pValue)]);
  const widths = header.map((head, j) => Math.max(head.length, ...body.map((row) => row[j]!.length)));
  const lines = [header, ...body].map((row) =>
    row
      .map((cell, j) => (j === 0 ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!)))
      .join("  ")
      .trimEnd(),
  );
  return [title, "", ...lines, "", ...remarks].join("\n");
}

function rounded(x: number): string {
  return Number.isNaN(x) ? "-" : x.toPrecision(5);
}

function probability(p: number): string {
  if (Number.isNaN(p)) return "-";
  return p < 1e-4 ? p.toExponential(1) : p.toFixed(4);
}
