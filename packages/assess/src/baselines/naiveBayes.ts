import { type Learner, softmaxRows } from "@mebae/training";
import { levelLikelihood } from "./bayes/levelLikelihood.js";
import { normalLikelihood } from "./bayes/normalLikelihood.js";
import { classicalLearner } from "./classicalLearner.js";
import type { ClassLesson, Predictor } from "./method.js";
import type { Steps } from "./steps.js";

/**
 * Naive Bayes (Hastie, Tibshirani & Friedman 2009, 6.6.3): within a class the columns are independent; numbers are normal,
 * and categories and flags have the shares of their levels, smoothed by Laplace's rule.
 *   p(c | x) ∝ p(c)·Π N(xⱼ; μ, σ²)·Π p(level | c)
 */
export function naiveBayes(): Learner {
  return classicalLearner({ name: "naive Bayes", classes: fit });
}

function* fit({ x, indicators, target }: ClassLesson): Steps<Predictor> {
  const { labels, classes } = target;
  const members = Array.from({ length: classes }, (): number[] => []);
  for (const [i, label] of labels.entries()) members[label]!.push(i);
  const priors = members.map(({ length }) => Math.log(length / x.rows));
  const isNumber = new Array<boolean>(x.columns).fill(true);
  for (const { from, count } of indicators) isNumber.fill(false, from, from + count);
  const numbers = Array.from(isNumber.keys()).filter((j) => isNumber[j]);
  const parts = [normalLikelihood(x, numbers, members)];
  yield 0.5;
  for (const group of indicators) parts.push(levelLikelihood(x, group, members));
  yield 1;
  return function* (rows) {
    const logs = new Float64Array(rows.rows * classes);
    for (let i = 0; i < rows.rows; i++) {
      logs.set(priors, i * classes);
      for (const part of parts) part.add(rows, i, logs, i * classes);
      if (i % 256 === 0) yield i / rows.rows;
    }
    return softmaxRows(logs, classes);
  };
}
