import { basename } from "node:path";
import { calibrationOf, confusionOf, type Judgement, outcomesOf } from "../training/judgement.js";
import { counted, percent } from "../words.js";
import { renderPage } from "./page.js";
import { classScoresSection } from "./sections/classScores.js";
import { confusionSection } from "./sections/confusion.js";
import { regressionSection } from "./sections/regression.js";
import { reliabilitySection } from "./sections/reliability.js";

/** What a kept model does on other data. */
export function renderEvaluateReport(
  judgement: Judgement,
  metrics: Readonly<Record<string, number>>,
  { model, data }: { readonly model: string; readonly data: string },
): string {
  const { task, classes, outputs, expected } = judgement;
  const title = `Mebae: ${basename(model)} on ${basename(data)}`;
  const facts: [string, string][] = [["Data", counted(expected.length, "example")]];
  if (task === "regression") {
    for (const [name, value] of Object.entries(metrics)) facts.push([name, value.toPrecision(5)]);
    const numbers = { name: "target", predicted: Array.from(outputs), expected: Array.from(expected) };
    return renderPage(title, facts, [regressionSection(numbers)]);
  }
  for (const [name, value] of Object.entries(metrics)) facts.push([name, percent(value)]);
  const { brierScore, negativeLogLikelihood } = calibrationOf(judgement);
  facts.push(
    ["Brier score", brierScore.toFixed(4)],
    ["negative log-likelihood", negativeLogLikelihood.toFixed(4)],
  );
  const content = { classes, confusion: confusionOf(judgement) };
  return renderPage(title, facts, [
    reliabilitySection(outcomesOf(judgement)),
    confusionSection(content),
    classScoresSection(content),
  ]);
}
