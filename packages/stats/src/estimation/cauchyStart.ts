import type { Sample } from "../sample.js";
import type { LocationScale } from "./extremeValue.js";

/** Median and half of the distance of the quartiles, which for the Cauchy distribution are location and scale. */
export function cauchyStart(sample: Sample): LocationScale {
  const part = sample.part(2000);
  const width = part.quantile(0.75) - part.quantile(0.25) || part.maximum - part.minimum;
  return { location: part.quantile(0.5), scale: width / 2 };
}

/** Steps of Newton's method from the best value of the grid are the search's own. */
const candidates = 400;

/**
 * Where to look for the highest maximum in μ of a known scale. Between neighbouring maxima lies a gap of more than the scale,
 * so that the best one of the values is on the right hill, or on one as high but for the distance within it.
 */
export function bestCauchyLocation(sample: Sample, scale: number): number {
  const { sorted } = sample.part(candidates);
  let best = sorted[0]!;
  let highest = -Infinity;
  for (const value of sorted) {
    const location = climb(sample, value, scale);
    const height = -sample.average((x) => logOnePlusSquare((x - location) / scale));
    if (height > highest) [best, highest] = [location, height];
  }
  return best;
}

/** The weighted means of the expectation-maximization algorithm never go down. */
function climb(sample: Sample, from: number, scale: number): number {
  const { values, weights } = sample;
  let location = from;
  for (let round = 0; round < 20; round++) {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < values.length; i++) {
      const z = (values[i]! - location) / scale;
      const weight = (weights ? weights[i]! : 1) / (1 + z * z);
      if (weight === 0) continue;
      sum += weight * (values[i]! - location);
      total += weight;
    }
    const step = sum / total;
    location += step;
    if (Math.abs(step) < 1e-3 * scale) break;
  }
  return location;
}

function logOnePlusSquare(z: number): number {
  return Math.abs(z) < 1e9 ? Math.log1p(z * z) : 2 * Math.log(Math.abs(z));
}
