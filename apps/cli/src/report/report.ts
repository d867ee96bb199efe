import type { Summary } from "@mebae/layers";
import type { EpochRecord } from "@mebae/training";
import { foldsChart, lossChart, metricChart } from "./chart.js";
import { escapeHtml, section } from "./html.js";
import { classScoresSection } from "./sections/classScores.js";
import { type ClassificationContent, confusionSection } from "./sections/confusion.js";
import { mistakesSection } from "./sections/mistakes.js";
import { networkSection } from "./sections/network.js";
import { type RegressionContent, regressionSection } from "./sections/regression.js";
import { style } from "./style.js";
import type { WorstMistake } from "./worst.js";

export interface ReportContent {
  readonly title: string;
  /** Facts of data, network and result, as rows of a table. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly history: readonly EpochRecord[];
  /** The metric of the second curve, by its name in the history. */
  readonly metric: string;
  /** What the folds of a cross-validation came to. */
  readonly folds?: readonly number[];
  readonly classification?: ClassificationContent;
  readonly regression?: RegressionContent;
  readonly mistakes: readonly WorstMistake[];
  readonly network: Summary;
}

/** A page that needs nothing but itself: no script, no other file. */
export function renderReport(content: ReportContent): string {
  const { title, facts, history, metric, folds, classification, regression, mistakes, network } = content;
  const called = metric === "r2" ? "R²" : metric.replace(/^./, (letter) => letter.toUpperCase());
  const rows = facts.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const parts = [
    folds ? section(`${called} of the folds`, foldsChart(folds, called)) : "",
    section(folds ? "Loss, first fold" : "Loss", lossChart(history)),
    section(folds ? `${called}, first fold` : called, metricChart(history, metric)),
    classification ? confusionSection(classification) + classScoresSection(classification) : "",
    regression ? regressionSection(regression) : "",
    mistakesSection(mistakes, regression !== undefined),
    networkSection(network),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<div class="scroll" tabindex="0"><table class="facts"><tbody>${rows.join("\n")}</tbody></table></div>
${parts.join("\n")}
</main>
</body>
</html>
`;
}
