import { Sample } from "../sample.js";
import { logRatio } from "../special/logRatio.js";
import { gumbelMaximum } from "./extremeValue.js";

/**
 * The maximum of Weibull's likelihood, for positive data that are not all equal: -log x has a Gumbel distribution of scale
 * 1/k, and nearly equal values keep the digits in which they differ as logarithms of what they are of the greatest.
 */
export function weibullMaximum(sample: Sample): { readonly scale: number; readonly shape: number } {
  const { maximum } = sample;
  const logs = new Float64Array(sample.values.length);
  for (let i = 0; i < logs.length; i++) logs[i] = -logRatio(sample.values[i]!, maximum);
  const { location, scale } = gumbelMaximum(new Sample(logs, sample.weights));
  return { scale: maximum * Math.exp(-location), shape: 1 / scale };
}
