import { markdown } from "../report/table.ts";
import type { TableResult } from "../tableRecipes.ts";
import type { TableSet } from "./sets.ts";

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function deviation(values: readonly number[]): number {
  if (values.length < 2) return Number.NaN;
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

const percent = (value: number, digits = 1) => (Number.isNaN(value) ? "" : (100 * value).toFixed(digits));

const kinds = ["base", "linear path", "early stopping", "quantiles", "kernel ridge"];

/** The mean of a kind's members alone. */
function aloneOf(results: readonly TableResult[], kind: string): number {
  const scores = results.flatMap(({ members }) =>
    Object.entries(members).flatMap(([name, score]) => (name.startsWith(kind) ? [score] : [])),
  );
  return scores.length > 0 ? mean(scores) : Number.NaN;
}

function verdict(bar: number | undefined, score: number, error: number): string {
  if (bar === undefined) return "";
  if (100 * score >= bar) return `${bar}: held`;
  return 100 * (score + error) >= bar ? `${bar}: within one standard error` : `${bar}: missed`;
}

function line({ name, bar }: TableSet, results: readonly TableResult[]): string[] {
  const seeds = [...new Set(results.map(({ seed }) => seed))];
  const bySeed = seeds.map((seed) =>
    mean(results.filter((r) => r.seed === seed).map(({ recipe }) => recipe)),
  );
  const folds = results.map(({ recipe }) => recipe);
  const error = deviation(folds) / Math.sqrt(folds.length);
  return [
    name,
    `**${percent(mean(folds), 2)}**`,
    percent(deviation(bySeed), 2),
    percent(error, 2),
    verdict(bar, mean(folds), error),
    ...kinds.map((kind) => percent(aloneOf(results, kind))),
    percent(mean(results.map(({ networks }) => networks)), 2),
    mean(results.map(({ kernelWeight }) => kernelWeight)).toFixed(2),
    `${mean(results.map(({ processorSeconds }) => processorSeconds)).toFixed(1)}`,
    `${seeds.length} × ${results.length / seeds.length}`,
  ];
}

/** TABLES.md, of what is there. */
export function page(sets: readonly TableSet[], results: readonly TableResult[]): string {
  const head = [
    ...["table", "recipe", "sd over seeds", "standard error", "bar", ...kinds.map((kind) => `${kind} alone`)],
    ...["networks alone", "kernel's weight", "processor s a fit", "seeds × folds"],
  ];
  const rows = sets.flatMap((set) => {
    const own = results.filter((result) => result.set === set.name);
    return own.length > 0 ? [line(set, own)] : [];
  });
  return `# Tables

\`node benchmarks/tableRecipes.ts test\`: \`tableRecipe\` on the tables of shared/data, accuracy in percent, or R² × 100 for mpg, diabetes and
abalone; the mean over five folds and the seeds, which deal the folds and begin the networks. The standard error is that of the mean
over all folds as if they were independent. "Alone" is the mean of a kind's members, each judged by itself.

${markdown(head, rows)}
`;
}
