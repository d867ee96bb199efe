import type { ClassOutcomes } from "@mebae/assess";
import type { Summary } from "@mebae/layers";
import type { EpochRecord } from "@mebae/training";
import { foldsChart, lossChart, metricChart } from "./chart.js";
import { section } from "./html.js";
import { renderPage } from "./page.js";
import { classScoresSection } from "./sections/classScores.js";
import { type ClassificationContent, confusionSection } from "./sections/confusion.js";
import { mistakesSection } from "./sections/mistakes.js";
import { networkSection } from "./sections/network.js";
import { type RegressionContent, regressionSection } from "./sections/regression.js";
import { reliabilitySection } from "./sections/reliability.js";
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
  readonly reliability?: ClassOutcomes;
  readonly regression?: RegressionContent;
  readonly mistakes: readonly WorstMistake[];
  readonly network: Summary;
}

/** The report of a training: curves, scores and mistakes. */
export function renderReport(content: ReportContent): string {
  const { title, facts, history, metric, folds, classification, regression, mistakes, network } = content;
  const { reliability } = content;
  const called = metric === "r2" ? "R²" : metric.replace(/^./, (letter) => letter.toUpperCase());
  const parts = [
    folds ? section(`${called} of the folds`, foldsChart(folds, called)) : "",
    section(folds ? "Loss, first fold" : "Loss", lossChart(history)),
    section(folds ? `${called}, first fold` : called, metricChart(history, metric)),
    classification ? confusionSection(classification) + classScoresSection(classification) : "",
    reliability ? reliabilitySection(reliability) : "",
    regression ? regressionSection(regression) : "",
    mistakesSection(mistakes, regression !== undefined),
    networkSection(network),
  ];
  return renderPage(title, facts, parts);
}
