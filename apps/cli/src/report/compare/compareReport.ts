import type { Comparison } from "@mebae/assess";
import { comparisonRows, headOf, judgedBy } from "../../comparing/tell.js";
import { duration } from "../../progress.js";
import { counted } from "../../words.js";
import { escapeHtml, section, table } from "../html.js";
import { renderPage } from "../page.js";
import { chartedOf } from "./charted.js";
import { differencesChart } from "./differencesChart.js";
import { scoresChart } from "./scoresChart.js";

export interface CompareReportOptions {
  /** What there was to learn from, in words. */
  readonly data: string;
  readonly folds: number;
  readonly seed: number;
  readonly budget: number;
  readonly warning?: string | undefined;
}

/** The verdict, and below it what it rests on: scores of all folds, and differences with their intervals. */
export function renderCompareReport(comparison: Comparison, options: CompareReportOptions): string {
  const { examples, verdict, level } = comparison;
  const scores = table(judgedBy(comparison, options.folds), headOf(comparison), comparisonRows(comparison));
  const legend =
    '<p class="legend">Each thin line is one fold, from method to method; large dots are the means.</p>';
  const told =
    '<p class="legend"><span class="first">may be chance</span> <span class="second">surely behind</span></p>';
  const note = `<p class="note">The bars are ${Number((100 * level).toPrecision(3))} % intervals of each difference by itself, which allow for folds that share most of what they learn from (Nadeau &amp; Bengio 2003). What is surely behind is so among all ${counted(verdict.others.length, "comparison")} with the best (Holm).</p>`;
  const { leftOut } = chartedOf(comparison);
  const names = leftOut.map(({ name }) => escapeHtml(name)).join(", ");
  const left = names === "" ? "" : `<p class="note">Too far behind to be drawn: ${names}.</p>`;
  return renderPage(`Mebae: methods on ${examples}`, factsOf(comparison, options), [
    section("Scores", scores),
    `<div class="charts">${section("Fold by fold", legend + scoresChart(comparison))}${section(
      `Behind ${verdict.best}`,
      told + differencesChart(comparison),
    )}</div>`,
    left + note,
  ]);
}

function factsOf(
  { verdict, learners }: Comparison,
  { data, seed, budget, warning }: CompareReportOptions,
): [string, string][] {
  const seconds = learners.reduce((sum, learner) => sum + learner.seconds, 0);
  return [
    ["Verdict", verdict.sentence],
    ["Data", data],
    ["Budget", `${duration(budget)} for the network in each fold`],
    ...(warning === undefined ? [] : ([["Warning", warning]] satisfies [string, string][])),
    ["Seed", String(seed)],
    ["Time", duration(seconds)],
  ];
}
