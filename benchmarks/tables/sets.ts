import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Examples, readCsv, Table, tableExamples, valueTable } from "@mebae/data";
import { Generator } from "@mebae/tensor";

/** A table, what is predicted from what, and how it is cut. */
export interface TableSet {
  readonly name: string;
  readonly target: string;
  readonly leftOut?: readonly string[];
  /** Accuracy in percent, or R² times 100, that issue 5 asks for; development tables have none. */
  readonly bar?: number;
  readonly seeds: readonly number[];
  /** In place of a file. */
  readonly make?: () => Table;
  /** Only the first rows. */
  readonly rows?: number;
}

const three = [0, 1, 2];

/** What is reported: the tables of shared/data, by its README's footnotes. */
export const reported: readonly TableSet[] = [
  { name: "iris", target: "species", bar: 96, seeds: three },
  { name: "wine", target: "class", bar: 98.5, seeds: three },
  { name: "penguins", target: "species", bar: 99, seeds: three },
  { name: "ionosphere", target: "class", bar: 94, seeds: three },
  { name: "mpg", target: "mpg", leftOut: ["name"], bar: 89, seeds: three },
  { name: "diabetes", target: "progression", bar: 48, seeds: three },
  { name: "breast_cancer", target: "diagnosis", bar: 98, seeds: three },
  {
    ...{ name: "titanic", target: "survived", bar: 81.5, seeds: three },
    leftOut: ["alive", "class", "who", "adult_male", "embark_town"],
  },
  { name: "digits", target: "label", bar: 98.4, seeds: three },
  { name: "abalone", target: "rings", bar: 57.5, seeds: three },
  { name: "adult_6000", target: "income", bar: 85.5, seeds: three },
];

/** What choices were made by. */
export const development: readonly TableSet[] = [
  { name: "glass", target: "type", seeds: [0] },
  { name: "breast_cancer_recurrence", target: "class", seeds: [0] },
  { name: "tips", target: "tip", seeds: [0] },
  { name: "taxis", target: "fare", leftOut: ["total", "tip", "tolls"], seeds: [0], rows: 600 },
  { name: "waves", target: "y", seeds: [0], make: () => waves(300) },
  { name: "line", target: "y", seeds: [0], make: () => line(150) },
  { name: "rings", target: "class", seeds: [0], make: () => rings(400) },
];

/** Examples of a set, or undefined where the folder of data isn't there. */
export function examplesOf({ name, target, leftOut = [], make, rows }: TableSet): Examples {
  const table = make
    ? make()
    : readCsv(readFileSync(join(dataFolder(), `${name}.csv`)), { file: `${name}.csv` });
  return tableExamples(part(table, leftOut, rows), { target });
}

/** $MEBAE_SHARED/data/tabular, or that of the folder beside the repository. */
function dataFolder(): string {
  const given = process.env["MEBAE_SHARED"];
  const folder = join(given ?? join(import.meta.dirname, "../../../shared"), "data/tabular");
  if (!existsSync(folder))
    throw new Error(`${folder} isn't there: set MEBAE_SHARED to the folder that holds data/tabular`);
  return folder;
}

function part(table: Table, leftOut: readonly string[], rows = table.length): Table {
  const columnNames = table.columnNames.filter((column) => !leftOut.includes(column));
  const cells = columnNames.map((column) => table.cells(column).slice(0, rows));
  return new Table({ name: table.name, columnNames, cells });
}

/** Numbers from a smooth curve with noise: y = sin 2a + b·c + 0.3·d + e, and two columns that say nothing. */
function waves(count: number): Table {
  const random = new Generator(11);
  const columns: number[][] = Array.from({ length: 6 }, () => []);
  const y: number[] = [];
  for (let i = 0; i < count; i++) {
    for (const column of columns) column.push(random.normal());
    const [a, b, c, d] = columns.map((column) => column[i]!) as [number, number, number, number];
    y.push(Math.sin(2 * a) + b * c + 0.3 * d + 0.4 * random.normal());
  }
  return valueTable({ file: "waves", columnNames: [..."abcdef", "y"], columns: [...columns, y] });
}

/** Numbers on a plane, with as much noise as a person's measurements have. */
function line(count: number): Table {
  const random = new Generator(13);
  const columns = Array.from({ length: 8 }, () => Array.from({ length: count }, () => random.normal()));
  const y = columns[0]!.map((a, i) => a - 0.7 * columns[1]![i]! + 0.4 * columns[2]![i]! + random.normal());
  return valueTable({ file: "line", columnNames: [..."abcdefgh", "y"], columns: [...columns, y] });
}

/** Three classes by the distance from the middle, a tenth of them wrong, and two columns that say nothing. */
function rings(count: number): Table {
  const random = new Generator(12);
  const columns: number[][] = Array.from({ length: 5 }, () => []);
  const classes: string[] = [];
  for (let i = 0; i < count; i++) {
    for (const column of columns) column.push(random.normal());
    const radius = Math.hypot(columns[0]![i]!, columns[1]![i]!, columns[2]![i]!);
    const ring = radius < 1.2 ? 0 : radius < 1.9 ? 1 : 2;
    classes.push(["inner", "middle", "outer"][random.uniform() < 0.1 ? random.integer(0, 3) : ring]!);
  }
  return valueTable({ file: "rings", columnNames: [..."abcde", "class"], columns: [...columns, classes] });
}
