import type { Estimate } from "../record.js";
import { deviance } from "../special/deviance.js";
import { digammaGap } from "../special/digammaGap.js";
import { type Histogram, histogramMean } from "../statistics/histogram.js";
import { moments } from "../statistics/moments.js";

/** Excess of the variance over the mean that rounding can make, relative to the variance. */
const rounding = 1e-13;

/**
 * The maximum of the negative binomial likelihood. The mean's is the sample's; what is left of the score of the size is
 *   mean of ψ(r+x) - ψ(r) - log(1+x/r) + log(1+u) - u,   u = (x-x̄)/(r+x̄),
 * all of whose parts are of the order of 1/r². It has one root, and only where the variance by 1/n is above the mean
 * (Levin & Reeds 1977); else the likelihood grows to its limit of a Poisson distribution.
 */
export function negativeBinomialMaximum(counts: Histogram): Estimate<"size" | "mean"> {
  const { mean, variance } = moments.of(counts.values, counts.counts);
  if (mean === 0) {
    const reason = "all counts are 0, of which no size is the likeliest";
    return {
      parameters: { size: 1, mean },
      status: { kind: "boundary", parameter: "mean", limit: 0, reason },
    };
  }
  if (!(variance - mean > rounding * variance)) {
    const reason = `the variance ${variance} is not above the mean ${mean}: the limit is Poisson with this rate, from which the size held here can't be told`;
    return {
      parameters: { size: sizeOfPoisson(counts), mean },
      status: { kind: "boundary", parameter: "size", limit: Infinity, reason },
    };
  }
  const size = rootOfScore(counts, mean, mean * (mean / (variance - mean)));
  return { parameters: { size, mean }, status: { kind: "converged" } };
}

/** So large that the log-likelihood is Poisson's to rounding: they differ by about Σ((x-x̄)² - x)/2r. */
function sizeOfPoisson({ values }: Histogram): number {
  return 1e20 * Math.max(1, values.at(-1)!) ** 2;
}

/** By Newton's steps in log r between bounds that close in; the score is positive below the root. */
function rootOfScore(counts: Histogram, mean: number, start: number): number {
  let size = start;
  let low = 0;
  let high = Infinity;
  for (let round = 0; round < 200; round++) {
    const total = size + mean;
    const score = histogramMean(
      counts,
      (x) => digammaGap(size, x) + deviance((x - mean) / total, (size + x) / total),
    );
    if (score > 0) low = size;
    else high = size;
    const slope = histogramMean(counts, (x) => {
      const u = (x - mean) / total;
      // d(log(1+u) - u)/dr = u²/((1+u)(r+x̄))
      return digammaGap(size, x, 1) + (u * u) / (size + x);
    });
    const step = -score / (slope * size);
    let next = Math.abs(step) < 2 ? size * Math.exp(step) : Number.NaN;
    // Inside of the bounds, which at first are missing.
    if (!(next > low && next < high))
      next = high === Infinity ? low * 8 : low === 0 ? high / 8 : Math.sqrt(low) * Math.sqrt(high);
    const moved = Math.abs(next - size);
    size = next;
    if (moved <= 4e-16 * size) break;
  }
  return size;
}
