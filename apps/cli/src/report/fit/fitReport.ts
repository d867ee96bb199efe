import { basename } from "node:path";
import { figure } from "../../fitting/figures.js";
import {
  candidatesSentence,
  criterionNames,
  type Fitted,
  intervalName,
  leftOutLines,
} from "../../fitting/fitted.js";
import { goodnessSentence, testRows } from "../../fitting/goodness.js";
import { candidateHead, candidateRows, parameterRows } from "../../fitting/tell.js";
import { duration } from "../../progress.js";
import { counted } from "../../words.js";
import { escapeHtml, section, table } from "../html.js";
import { renderPage } from "../page.js";
import { cumulative } from "./cumulative.js";
import { histogram } from "./histogram.js";
import { profileCharts } from "./profiles.js";
import { quantilePlot } from "./quantiles.js";
import { shapeOf } from "./shape.js";
import { symbolOf } from "./symbols.js";

/** The report of a fit: numbers, charts that show where the distribution and the data part, and what else was tried. */
export function renderFitReport(fitted: Fitted): string {
  const { column, result } = fitted;
  const shape = shapeOf(fitted);
  const name = column.column;
  const charts = shape
    ? `<div class="charts">${[
        section(shape.isDiscrete ? "Counts" : "Density", histogram(shape, name)),
        section("Distribution function", cumulative(shape, name)),
        section("Quantiles", quantilePlot(shape, name)),
      ].join("\n")}</div>`
    : section("Charts", `<p>${whyNoCharts(fitted)}</p>`);
  return renderPage(
    `${result.family.record.name}: ${name} of ${basename(column.table.name)}`,
    factsOf(fitted),
    [
      section("Parameters", parameterTable(fitted)),
      section("Goodness of fit", goodnessPart(fitted)),
      charts,
      section("Profiles of the likelihood", profileCharts(fitted)),
      section("Candidates", candidatesPart(fitted)),
    ],
  );
}

function factsOf(fitted: Fitted): [string, string][] {
  const { column, result, goodness, candidates, by, truncation, seed } = fitted;
  const { name } = result.family.record;
  const { low, high } = truncation ?? {};
  const censored = column.censoring?.filter((side) => side !== "none").length ?? 0;
  const facts: ([string, string] | undefined)[] = [
    ["Result", goodnessSentence(name, goodness)],
    candidates && ["Candidates", candidatesSentence(candidates, by)],
    [
      "Data",
      `${counted(column.values.length, "value")} of ${column.column}, ${column.missing === 0 ? "none" : column.missing} missing`,
    ],
    column.weights && ["Weights", `they sum to ${figure(result.n)}`],
    censored > 0 ? ["Censored", counted(censored, "value")] : undefined,
    truncation && ["Truncation", `recorded only above ${low ?? "-∞"} and up to ${high ?? "∞"}`],
    result.status.kind === "boundary"
      ? ["At a limit", `${result.status.parameter} = ${result.status.limit}: ${result.status.reason}`]
      : undefined,
    [
      "Likelihood",
      `log-likelihood ${result.logLikelihood.toFixed(2)}, AIC ${figure(result.aic, 1)}, AICc ${figure(result.aicc, 1)}, BIC ${figure(result.bic, 1)}`,
    ],
    ["Seed", String(seed)],
    ["Time", duration(fitted.seconds)],
  ];
  return facts.filter((fact) => fact !== undefined);
}

function parameterTable(fitted: Fitted): string {
  const { family } = fitted.result;
  const rows = parameterRows(fitted, (name) => symbolOf(family, name));
  const head = ["", "estimate", "standard error", "from", "to"];
  return table(`By maximum likelihood, with ${intervalName(fitted)} intervals`, head, rows);
}

function goodnessPart({ goodness, result, candidates, by }: Fitted): string {
  const { name } = result.family.record;
  if (!goodness.tests) return `<p>${escapeHtml(goodnessSentence(name, goodness))}</p>`;
  const caption = `p: how often data drawn from the fit and fitted anew are as far off, of ${goodness.tests.resamples}`;
  const tried = candidates?.ranked.length ?? 1;
  const note =
    tried > 1
      ? `<p class="note">p doesn't know that ${escapeHtml(name)} was chosen among ${tried} by ${criterionNames[by]}.</p>`
      : "";
  return table(caption, ["test", "statistic", "p"], testRows(goodness.tests)) + note;
}

function candidatesPart({ candidates, by, column }: Fitted): string {
  if (!candidates) return "";
  const left = leftOutLines(candidates.leftOut, column).map((line) => `<li>${escapeHtml(line)}</li>`);
  const caption = `Ranked by ${criterionNames[by]}; the last column is how far behind the best`;
  const rest = left.length ? `<h3>Left out</h3><ul class="note">${left.join("\n")}</ul>` : "";
  return table(caption, [...candidateHead], candidateRows(candidates)) + rest;
}

function whyNoCharts({ column }: Fitted): string {
  return column.censoring?.some((side) => side !== "none")
    ? "Values that are known from one side only have no place in a histogram or among the quantiles."
    : "The fit went to a limit that is no distribution.";
}
