import { UsageError } from "@mebae/tensor";
import { gammaPQ } from "../special/gamma.js";
import type { Candidate } from "./compareFits.js";

export interface LikelihoodRatio {
  /** 2(l₁ - l₀) */
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** P(χ² ≥ statistic) */
  readonly pValue: number;
}

/**
 * Whether a model's additional parameters pay: twice the gain of the log-likelihood, which is χ² distributed with as many degrees
 * of freedom as there are additional parameters if the smaller model holds (Wilks 1938). The smaller model must be a case of the
 * larger one, inside its parameters' bounds: where it lies on a bound, as a mixture's absent component does, the p-value is too
 * large.
 * @throws UsageError where the models can't be nested: of different data, not more parameters, or a smaller likelihood
 */
export function likelihoodRatioTest(smaller: Candidate, larger: Candidate): LikelihoodRatio {
  const degreesOfFreedom = larger.k - smaller.k;
  if (smaller.n !== larger.n)
    throw new UsageError(
      `likelihoodRatioTest: expected fits of the same data, got ${smaller.n} and ${larger.n} observations`,
    );
  if (degreesOfFreedom <= 0)
    throw new UsageError(
      `likelihoodRatioTest: expected the larger model second, got ${smaller.k} and ${larger.k} parameters`,
    );
  const gain = larger.logLikelihood - smaller.logLikelihood;
  const rounding = 1e-9 * Math.max(1, Math.abs(larger.logLikelihood));
  if (!(gain >= -rounding))
    throw new UsageError(
      `likelihoodRatioTest: expected the larger model to be at least as likely, got ${smaller.logLikelihood} and ${larger.logLikelihood}: the models aren't nested, or a fit isn't the maximum`,
    );
  const statistic = 2 * Math.max(0, gain);
  return { statistic, degreesOfFreedom, pValue: gammaPQ(degreesOfFreedom / 2, statistic / 2).q };
}
