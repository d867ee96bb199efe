import { type Examples, type Table, tableExamples, valueTable } from "@mebae/data";
import { Generator } from "@mebae/tensor";

function numbers(random: Generator, rows: number, columns: number): number[][] {
  return Array.from({ length: columns }, () => Array.from({ length: rows }, () => random.normal()));
}

const named = (columns: readonly (readonly unknown[])[], target: readonly unknown[]): Table =>
  valueTable({
    file: "generated",
    columnNames: [...columns.map((_, i) => `x${i + 1}`), "y"],
    columns: [...columns, target] as never,
  });

/** y of three columns, by `truth` with noise of `noise`. */
export function generatedNumbers(
  rows: number,
  truth: (a: number, b: number, c: number) => number,
  { noise = 0.2, seed = 1 } = {},
): Examples {
  const random = new Generator(seed);
  const columns = numbers(random, rows, 3);
  const y = columns[0]!.map((a, i) => truth(a, columns[1]![i]!, columns[2]![i]!) + noise * random.normal());
  return tableExamples(named(columns, y), { target: "y" });
}

/** Two classes, inside and outside of a circle, and a column of categories with missing values that says nothing. */
export function generatedClasses(rows: number, seed = 1): Examples {
  const random = new Generator(seed);
  const [a, b] = numbers(random, rows, 2) as [number[], number[]];
  const colours = a.map(() => ["red", "green", null][random.integer(0, 3)]);
  const y = a.map((value, i) => (Math.hypot(value, b[i]!) < 1.18 ? "inside" : "outside"));
  return tableExamples(named([a, b, colours], y), { target: "y" });
}
