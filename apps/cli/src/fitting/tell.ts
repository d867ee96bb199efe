import type { Candidates, Criterion } from "@mebae/stats";
import type { Output } from "../output.js";
import { alignedRows, counted } from "../words.js";
import type { ColumnData } from "./columnData.js";
import { figure } from "./figures.js";
import { candidatesSentence, criterionNames, type Fitted, intervalName, leftOutLines } from "./fitted.js";
import { goodnessSentence, testRows } from "./goodness.js";

/** What is fitted: how many numbers, and what was left out. */
export function tellData(column: ColumnData, output: Output): void {
  const { table, values, missing, weights, censoring } = column;
  const parts = [
    `${table.name}: ${counted(values.length, "value")} of "${column.column}"`,
    missing > 0 && `${counted(missing, "row")} with a missing cell left out`,
    weights && `weights that sum to ${figure(weights.reduce((sum, weight) => sum + weight, 0))}`,
    censoring && `${counted(censoring.filter((side) => side !== "none").length, "value")} censored`,
  ];
  output.say(`${parts.filter(Boolean).join(", ")}.`);
}

export const candidateHead = ["", "parameters", "log-likelihood", "AIC", "AICc", "BIC", "behind"] as const;

/** The candidates as rows of a table, the best first. */
export function candidateRows({ ranked }: Candidates): string[][] {
  return ranked.map(({ fit, difference }) => [
    `${fit.family.record.name}${fit.status.kind === "boundary" ? " (at a limit)" : ""}`,
    String(fit.k),
    ...[fit.logLikelihood, fit.aic, fit.aicc, fit.bic, difference].map((value) => value.toFixed(2)),
  ]);
}

export function tellCandidates(
  candidates: Candidates,
  by: Criterion,
  column: ColumnData,
  output: Output,
): void {
  output.say("");
  for (const line of alignedRows([[...candidateHead], ...candidateRows(candidates)])) output.say(line);
  output.say("");
  for (const line of leftOutLines(candidates.leftOut, column)) output.say(`left out: ${line}`);
  if (candidates.leftOut.length) output.say("");
  output.say(candidatesSentence(candidates, by));
  output.say("");
}

/** The parameters as rows of a table. */
export function parameterRows({ result, intervals, fixed }: Fitted, name = (parameter: string) => parameter) {
  const { parameters, standardErrors } = result;
  const fitted = result.fitted.map((parameter) => {
    const error = standardErrors[parameter]!;
    const { low, high } = intervals[parameter]!;
    // Where information tells no error, the interval tells the digits.
    const scale = Number.isFinite(error) ? error : (high - low) / 4;
    return [
      name(parameter),
      ...[parameters[parameter]!, error, low, high].map((value) => figure(value, scale)),
    ];
  });
  const known = Object.keys(fixed).map((parameter) => [
    name(parameter),
    `${fixed[parameter]}`,
    "fixed",
    "",
    "",
  ]);
  return [...fitted, ...known];
}

/** The fit itself: parameters, criteria, goodness, and a sentence on it. */
export function tellFit(fitted: Fitted, output: Output): void {
  const { result, goodness, candidates, by } = fitted;
  const { name } = result.family.record;
  const head = [name, "estimate", "standard error", `${intervalName(fitted)} from`, "to"];
  for (const line of alignedRows([head, ...parameterRows(fitted)])) output.say(line);
  output.say("");
  const criteria = [
    `log-likelihood ${result.logLikelihood.toFixed(2)}`,
    `n ${figure(result.n)}`,
    ...(["aic", "aicc", "bic"] as const).map((key) => `${criterionNames[key]} ${figure(result[key], 1)}`),
  ];
  output.say(criteria.join(", "));
  if (goodness.tests) {
    output.say("");
    for (const line of alignedRows([["goodness of fit", "statistic", "p"], ...testRows(goodness.tests)]))
      output.say(line);
  }
  output.say("");
  output.say(goodnessSentence(name, goodness));
  const tried = candidates?.ranked.length ?? 1;
  if (goodness.tests && tried > 1)
    output.say(`p doesn't know that ${name} was chosen among ${tried} by ${criterionNames[by]}.`);
}
