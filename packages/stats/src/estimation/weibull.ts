import { Sample } from "../sample.js";
import { logRatios } from "../statistics/logRatios.js";
import { gumbelMaximum } from "./extremeValue.js";

/**
 * The maximum of Weibull's likelihood, for positive data that are not all equal: -log x has a Gumbel distribution of scale
 * 1/k.
 */
export function weibullMaximum(sample: Sample): { readonly scale: number; readonly shape: number } {
  const { base, logs } = logRatios(sample.values);
  for (let i = 0; i < logs.length; i++) logs[i] = -logs[i]!;
  const { location, scale } = gumbelMaximum(new Sample(logs, sample.weights));
  return { scale: base * Math.exp(-location), shape: 1 / scale };
}
