import { deviance } from "./deviance.js";
import { stirlingRest } from "./stirling.js";
import { minusProduct } from "./twoProduct.js";

/**
 * log of the binomial probability (n over x)·pˣ(1-p)ⁿ⁻ˣ without the cancellation of its parts for large n: by Stirling's
 * formula the logarithm's large parts are deviances (Loader 2000),
 *   ½ log(n/(2πx(n-x))) + R(n) - R(x) - R(n-x) + x·D((np-x)/x) + (n-x)·D((x-np)/(n-x)),   D(u) = log(1+u) - u,
 * R being what Stirling's formula leaves of log Γ.
 */
export function logBinomial(x: number, trials: number, probability: number): number {
  if (x === 0)
    return probability === 1 && trials > 0 ? -Infinity : trials && trials * Math.log1p(-probability);
  if (x === trials) return trials * Math.log(probability);
  if (probability === 0 || probability === 1) return -Infinity;
  const failures = trials - x;
  const excess = minusProduct(x, trials, probability);
  const rests = stirlingRest(trials) - stirlingRest(x) - stirlingRest(failures);
  const deviances =
    x * deviance(-excess / x, (trials * probability) / x) +
    failures * deviance(excess / failures, (trials * (1 - probability)) / failures);
  return 0.5 * Math.log(trials / (2 * Math.PI * x * failures)) + rests + deviances;
}
