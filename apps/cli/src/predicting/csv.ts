import type { Prediction } from "./predictions.js";

type Placed = Prediction & { readonly place: number | string };

/** Why a person is asked, in a cell. */
export const reasonsInWords: Readonly<Record<NonNullable<Prediction["reason"]>, string>> = {
  unsure: "unsure",
  severalClasses: "several classes",
  noClass: "no class is likely",
  otherClass: "another class in the set",
};

interface Column {
  readonly name: string;
  readonly cell: (prediction: Placed) => string;
}

/**
 * Predictions as CSV. With confidence there is the set, its classes between bars, and why a person is to be asked; or the ends
 * of an interval, an empty cell being none.
 */
export function csvOf(all: readonly Placed[], classes: readonly string[], place: string): string {
  const columns = columnsFor(all, classes, place);
  const lines = all.map((prediction) => columns.map(({ cell }) => quoted(cell(prediction))).join(","));
  return `${[columns.map(({ name }) => quoted(name)).join(","), ...lines].join("\n")}\n`;
}

function columnsFor([first]: readonly Placed[], classes: readonly string[], place: string): Column[] {
  const number = (value: number | null | undefined) =>
    value === null || value === undefined ? "" : String(value);
  const columns: Column[] = [
    { name: place, cell: (prediction) => String(prediction.place) },
    { name: "predicted", cell: ({ predicted }) => String(predicted) },
  ];
  if (first?.low !== undefined)
    columns.push(
      { name: "low", cell: ({ low }) => number(low) },
      { name: "high", cell: ({ high }) => number(high) },
    );
  if (classes.length === 0) return columns;
  columns.push({ name: "probability", cell: ({ probability }) => probability!.toFixed(6) });
  if (first?.set)
    columns.push(
      { name: "set", cell: ({ set }) => set!.join(" | ") },
      { name: "ask a person", cell: ({ reason }) => (reason ? reasonsInWords[reason] : "") },
    );
  const each = classes.map((name, i) => ({
    name: `probability of ${name}`,
    cell: ({ probabilities }: Placed) => probabilities![i]!.toFixed(6),
  }));
  return [...columns, ...each];
}

/** A CSV cell by RFC 4180. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
