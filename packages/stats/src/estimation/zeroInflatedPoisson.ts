import type { Estimate } from "../record.js";
import { expm1mx } from "../special/logarithms.js";
import { type Histogram, histogramMean } from "../statistics/histogram.js";

/**
 * The maximum of the zero-inflated Poisson likelihood. Positive counts are Poisson without its zeros, whose mean gives the rate,
 *   λ/(1 - e^(-λ)) = the mean of the positive counts,
 * and the zeros beyond e^(-λ) are the surplus (Lambert 1992). Where zeros are no more than a Poisson distribution of the
 * same mean has, the likelihood is highest without a surplus.
 */
export function zeroInflatedPoissonMaximum(counts: Histogram): Estimate<"zeroProbability" | "rate"> {
  const zeros = histogramMean(counts, (x) => (x === 0 ? 1 : 0));
  const mean = histogramMean(counts, (x) => x);
  if (mean === 0)
    return {
      parameters: { zeroProbability: 0, rate: 0 },
      status: {
        kind: "notIdentifiable",
        reason: "all counts are 0: a rate of 0 and a zeroProbability of 1 explain them alike",
      },
    };
  if (zeros <= Math.exp(-mean) * (1 + 1e-14))
    return {
      parameters: { zeroProbability: 0, rate: mean },
      status: {
        kind: "boundary",
        parameter: "zeroProbability",
        limit: 0,
        reason: `zeros are no more than Poisson's: a share of ${zeros} where the mean ${mean} lets expect ${Math.exp(-mean)}`,
      },
    };
  const positives = 1 - zeros;
  const beyondOne = histogramMean(counts, (x) => (x === 0 ? 0 : x - 1)) / positives;
  const rate = truncatedRate(beyondOne);
  const zeroProbability = (zeros - Math.exp(-rate)) / -Math.expm1(-rate);
  return { parameters: { zeroProbability, rate } };
}

/**
 * λ with λ/(1 - e^(-λ)) - 1 = m > 0. The left side is convex and at 1 + m above m, from where Newton's steps go down to the
 * root.
 */
function truncatedRate(m: number): number {
  let rate = 1 + m;
  for (let round = 0; round < 100; round++) {
    const positive = -Math.expm1(-rate);
    const excess = expm1mx(-rate) / positive - m;
    // 1 - (1+λ)e^(-λ) over the square
    const slope = (-expm1mx(-rate) - rate * Math.expm1(-rate)) / positive ** 2;
    const step = excess / slope;
    rate -= step;
    if (Math.abs(step) <= 2e-16 * rate) break;
  }
  return rate;
}
