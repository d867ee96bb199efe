import type { Distribution } from "../distribution.js";
import { adaptiveExpectation } from "../quadrature/adaptiveExpectation.js";
import { momentExists } from "../quadrature/tailIndex.js";
import type { Parameters } from "../record.js";

export interface MomentsAndEntropy {
  readonly mean: number;
  readonly variance: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly entropy: number;
}

/** Moments by integrals, once for each distribution. */
export class TruncatedMoments<P extends string> {
  readonly #known = new WeakMap<Parameters<P>, MomentsAndEntropy>();

  constructor(private readonly make: (parameters: Parameters<P>) => Distribution) {}

  of(parameters: Parameters<P>): MomentsAndEntropy {
    let moments = this.#known.get(parameters);
    if (!moments) this.#known.set(parameters, (moments = integrated(this.make(parameters))));
    return moments;
  }
}

/** Infinite and undefined moments of heavy tails are said so: the mean of half a Cauchy distribution is infinite. */
function integrated(d: Distribution): MomentsAndEntropy {
  const median = d.median;
  const width = d.upperQuantile(0.25) - d.quantile(0.25) || 1;
  const unit = (x: number) => (x - median) / width;
  const [first, entropy] = adaptiveExpectation(d, (x) => [
    momentExists(d, 1) ? unit(x) : 0,
    -d.logPdf(x),
  ]) as [number, number];
  if (!momentExists(d, 1)) {
    const [low, high] = d.support;
    const mean = low === -Infinity ? (high === Infinity ? Number.NaN : -Infinity) : Infinity;
    return { mean, variance: Number.NaN, skewness: Number.NaN, kurtosis: Number.NaN, entropy };
  }
  const powers = [2, 3, 4].map((power) => (momentExists(d, power) ? power : 0));
  const [second, third, fourth] = adaptiveExpectation(d, (x) =>
    powers.map((power) => (power ? (unit(x) - first) ** power : 0)),
  ) as [number, number, number];
  const exists = (place: number, value: number) => (powers[place] ? value : Number.NaN);
  return {
    mean: median + width * first,
    variance: powers[0] ? width ** 2 * second : Infinity,
    skewness: exists(1, third / second ** 1.5),
    kurtosis: exists(2, fourth / second ** 2 - 3),
    entropy,
  };
}
