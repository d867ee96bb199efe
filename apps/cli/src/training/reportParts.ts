import type { Example } from "@mebae/data";
import type { Summary } from "@mebae/layers";
import type { ReportContent } from "../report/report.js";
import { largestErrors, surestMistakes, type WorstMistake } from "../report/worst.js";
import type { Outcome } from "./job.js";
import { confusionOf, outcomesOf, probabilitiesOf } from "./judgement.js";

const shownMistakes = 24;

/** Curves, tables and mistakes of an outcome, as the report wants them. */
export function reportParts(
  outcome: Outcome,
  network: Summary,
  target = "target",
): Omit<ReportContent, "title" | "facts"> {
  const { judgement, history, folds } = outcome;
  const { task, classes, outputs, expected } = judgement;
  const metric = task === "classification" ? "accuracy" : "r2";
  return {
    history,
    metric,
    network,
    ...(folds && { folds: folds.map((scores) => scores[metric]!) }),
    ...(task === "classification"
      ? {
          classification: { classes, confusion: confusionOf(judgement) },
          reliability: outcomesOf(judgement),
        }
      : { regression: { name: target, predicted: Array.from(outputs), expected: Array.from(expected) } }),
    mistakes: (task === "classification" ? wrongOnes(outcome) : farOnes(outcome)).map((mistake) => ({
      ...mistake,
      example: withoutColumn(mistake.example, target),
    })),
  };
}

function wrongOnes({ judgement, describe }: Outcome): WorstMistake[] {
  const { classes, expected, width, indices } = judgement;
  const found = surestMistakes(probabilitiesOf(judgement), expected, width, shownMistakes);
  return found.map(({ place, predicted, weight }) => ({
    example: describe(indices[place]!),
    expected: classes[expected[place]!]!,
    predicted: classes[predicted]!,
    weight,
  }));
}

function farOnes({ judgement, describe }: Outcome): WorstMistake[] {
  const { outputs, expected, indices } = judgement;
  return largestErrors(outputs, expected, shownMistakes).map(({ place, weight }) => ({
    example: describe(indices[place]!),
    expected: expected[place]!.toPrecision(4),
    predicted: outputs[place]!.toPrecision(4),
    weight,
  }));
}

/** The truth stands beside what was predicted: once is enough. */
function withoutColumn(example: Example, target: string): Example {
  if (example.kind !== "row") return example;
  return { ...example, values: example.values.filter(([name]) => name !== target) };
}
