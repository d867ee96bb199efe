import type { Examples } from "@mebae/data";
import { argmaxRows } from "@mebae/training";
import type { LearnerResult } from "./compare.js";
import { correctedInterval, type PairedInterval } from "./correctedInterval.js";
import { type McNemar, mcNemar } from "./mcNemar.js";
import { type MetricName, metrics } from "./metrics.js";
import type { Place } from "./runs.js";

/**
 * By how much the first learner is better than the second in the metric that decides; positive is better, always. Interval
 * and p-value are of this pair alone: who looks at several pairs and picks wants `holm`, as the verdict does.
 */
export interface Difference extends PairedInterval {
  readonly first: string;
  readonly second: string;
  /** On the held-out predictions of the first repeat, for classes. */
  readonly mcNemar?: McNemar;
}

export function differencesOf(
  learners: readonly LearnerResult[],
  examples: Examples,
  places: readonly Place[],
  { metric, level }: { metric: MetricName; level: number },
): Difference[] {
  const sign = metrics[metric].largerIsBetter ? 1 : -1;
  const ratio =
    places.reduce((sum, { split }) => sum + split.test.length / split.train.length, 0) / places.length;
  const right = learners.map((learner) => rightOf(learner, examples));
  const pairs: Difference[] = [];
  for (const [a, first] of learners.entries())
    for (const [b, second] of learners.entries()) {
      if (b <= a) continue;
      const differences = first.folds[metric]!.map((score, i) => sign * (score - second.folds[metric]![i]!));
      pairs.push({
        ...{ first: first.name, second: second.name },
        ...correctedInterval(differences, ratio, level),
        ...(right[a] && { mcNemar: mcNemar(right[a], right[b]!) }),
      });
    }
  return pairs;
}

/** The difference seen from `first`. */
export function differenceBetween(
  differences: readonly Difference[],
  first: string,
  second: string,
): Difference {
  const found = differences.find((each) => each.first === first && each.second === second);
  if (found) return found;
  const { mcNemar, ...turned } = differences.find((each) => each.first === second && each.second === first)!;
  return {
    ...{ ...turned, first, second },
    ...{ difference: -turned.difference, low: -turned.high, high: -turned.low },
    ...(mcNemar && {
      mcNemar: { ...mcNemar, onlyFirst: mcNemar.onlySecond, onlySecond: mcNemar.onlyFirst },
    }),
  };
}

/** Which examples were held out and called rightly in the first repeat; undefined for numbers. */
function rightOf({ predictions }: LearnerResult, { classes, expected }: Examples): boolean[] | undefined {
  if (!classes) return undefined;
  const labels = argmaxRows(predictions[0]!, classes.length);
  // A row of NaN was never held out, and is right for nobody.
  return Array.from(labels, (label, i) => label === expected[i] && predictions[0]![i * classes.length]! >= 0);
}
