import {
  expectedHead,
  expectedRows,
  levelOf,
  measuredHead,
  measuredRows,
  type Told,
} from "../../curve/tell.js";
import { duration } from "../../progress.js";
import { escapeHtml, section, table } from "../html.js";
import { renderPage } from "../page.js";
import { curveChart } from "./curveChart.js";

export interface CurveReportOptions {
  /** What there was to learn from, in words. */
  readonly data: string;
  readonly seed: number;
  /** Of the network, each time; no other method has one. */
  readonly budget?: number | undefined;
  readonly warning?: string | undefined;
}

/** What more data would bring, the curve that says so, and what deserves doubt. */
export function renderCurveReport(told: Told, options: CurveReportOptions): string {
  const { data, seed, budget, warning } = options;
  const { curve, extrapolation } = told;
  const facts: [string, string][] = [
    ["Verdict", extrapolation.verdict.sentence],
    ["Data", data],
    ["Method", curve.learner],
    ...(budget === undefined
      ? []
      : ([["Budget", `${duration(budget)} each time`]] satisfies [string, string][])),
    ["Seed", String(seed)],
    ["Time", duration(curve.seconds)],
  ];
  const sentences = extrapolation.warnings.map(({ sentence }) => sentence);
  if (warning !== undefined) sentences.push(warning);
  const doubts = sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`);
  const legend = `<p class="legend"><span class="first">measured, ± standard error</span> <span class="second">expected, with its ${levelOf(told)} interval</span></p>`;
  const note =
    '<p class="note">The dashed line is all the data there is to learn from. What lies beyond it is an expectation for more examples like these.</p>';
  return renderPage(`Mebae: learning curve of ${curve.examples}`, facts, [
    section("Curve", `${legend}<div class="narrow">${curveChart(told)}</div>${note}`),
    section("What deserves doubt", doubts.length === 0 ? "" : `<ul>${doubts.join("\n")}</ul>`),
    section("Expected", table("With more examples", expectedHead(told), expectedRows(told))),
    section("Measured", table("On examples held out", measuredHead(told), measuredRows(told))),
  ]);
}
