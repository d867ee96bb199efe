import { readFileSync } from "node:fs";
import { type Examples, idxImages, imageExamples, readCsv, Table, tableExamples } from "@mebae/data";
import type { TableReference } from "./reference.ts";

const folder = new URL(
  process.env["MEBAE_SHARED"] ? `file://${process.env["MEBAE_SHARED"]}/data/` : "../../../shared/data/",
  import.meta.url,
);

const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, folder)));

/** A table of shared/data without some of its columns. */
export function tableOf({ file, target, task, without = [] }: TableReference): Examples {
  const whole = readCsv(bytesOf(`tabular/${file}.csv`), { file: `${file}.csv` });
  const columnNames = whole.columnNames.filter((column) => !without.includes(column));
  const cells = columnNames.map((column) => whole.cells(column));
  return tableExamples(new Table({ name: file, columnNames, cells }), { target, task });
}

/** A part of MNIST or Fashion-MNIST: "train" or "t10k". */
export async function imagesOf(set: string, part: string): Promise<Examples> {
  const read = (name: string) => ({ name, bytes: bytesOf(`${set}/${part}-${name}.gz`) });
  return imageExamples(
    await idxImages({ images: read("images-idx3-ubyte"), labels: read("labels-idx1-ubyte") }),
  );
}

/** The subset rule of the README: of each class the rows 500·fold … 500·fold + perClass - 1, in file order. */
export function subsetOf({ labels }: Examples, fold: number, perClass: number): Int32Array {
  const seen = new Int32Array(10);
  const rows: number[] = [];
  for (let i = 0; i < labels!.length; i++) {
    const place = seen[labels![i]!]!++ - 500 * fold;
    if (place >= 0 && place < perClass) rows.push(i);
  }
  return Int32Array.from(rows);
}
