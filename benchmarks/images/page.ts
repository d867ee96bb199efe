import { writeFileSync } from "node:fs";
import type { ImageResult } from "../imageRecipes.ts";

/** What issue 5 asks of the mean over the folds, in percent. */
const bars: Readonly<Record<string, number>> = {
  "mnist 10": 95.5,
  "mnist 100": 98.9,
  "fashion-mnist 10": 76.5,
  "fashion-mnist 100": 87.5,
  "cifar10-small 100": 45,
  "sign-digits 30": 80,
};

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, v) => sum + (v - mean(values)) ** 2, 0) / (values.length - 1));
const percent = (values: readonly number[]) => `${(100 * mean(values)).toFixed(2)}`;

/** The results of one set and size as one line: mean ± sd over the folds, each member alone, seconds. */
function line(results: readonly ImageResult[]): string {
  const [first] = results as [ImageResult];
  const accuracies = results.map(({ accuracy }) => accuracy);
  const bar = bars[`${first.set} ${first.perClass}`];
  const missing = bar !== undefined && 100 * mean(accuracies) < bar ? "missed" : "reached";
  const parts = Object.keys(first.parts)
    .map((name) => `${name} ${percent(results.map((result) => result.parts[name] ?? Number.NaN))}`)
    .join(", ");
  return [
    `${first.set}, ${first.perClass} a class`,
    `**${percent(accuracies)}${results.length > 1 ? ` ± ${(100 * deviation(accuracies)).toFixed(2)}` : ""}**`,
    accuracies.map((accuracy) => (100 * accuracy).toFixed(2)).join(", "),
    bar === undefined ? "" : `${bar}: ${missing}`,
    first.augmentation,
    parts,
    `${mean(results.map(({ processorSeconds }) => processorSeconds)).toFixed(0)} s`,
  ].join(" | ");
}

/** The table between its marks; the page's words around it stay. */
export function writePage(path: string, text: string, results: readonly ImageResult[]): void {
  const groups = new Map<string, ImageResult[]>();
  for (const result of results) {
    const name = `${result.set} ${result.perClass}`;
    groups.set(name, [...(groups.get(name) ?? []), result]);
  }
  const lines = [...groups.values()].map((group) => `| ${line(group)} |`);
  const head =
    "| data | mean ± sd, % | folds | bar | augmentation chosen | members alone | a fit's processor time |\n|---|---|---|---|---|---|---|";
  const [before, after] = [text.split(start)[0]!, text.split(end)[1] ?? "\n"];
  writeFileSync(path, `${before}${start}\n\n${head}\n${lines.join("\n")}\n\n${end}${after}`);
}

const start = "<!-- table -->";
const end = "<!-- end of the table -->";
