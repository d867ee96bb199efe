import { lgamma } from "@mebae/tensor/scalar";
import type { Parameters } from "../record.js";
import type { Sample } from "../sample.js";

type Names = "location" | "scale" | "shape";

/**
 * Start of the generalized extreme value distribution by probability-weighted moments (Hosking, Wallis & Wood 1985), whose
 * k = -ξ; moved so that all values are within the support. A known shape leaves location and scale to their equations; what else is
 * known stays as it is.
 */
export function extremeValueStart(sample: Sample, given: Partial<Parameters<Names>> = {}): Parameters<Names> {
  const { sorted } = sample.part(2000);
  const n = sorted.length;
  const centre = sorted[n >> 1]!;
  let [b0, b1, b2] = [0, 0, 0];
  for (let j = 0; j < n; j++) {
    const x = (sorted[j]! - centre) / n;
    b0 += x;
    b1 += x * (n > 1 ? j / (n - 1) : 0);
    b2 += x * (n > 2 ? (j * (j - 1)) / ((n - 1) * (n - 2)) : 0);
  }
  const c = (2 * b1 - b0) / (3 * b2 - b0) - Math.LN2 / Math.log(3);
  const estimate = n > 2 && Number.isFinite(c) ? 7.859 * c + 2.9554 * c * c : 0;
  const shape = given.shape ?? -Math.max(-0.8, Math.min(0.8, estimate));
  const { location, scale } = fromShape(Math.max(-0.9, Math.min(0.9, shape)), b0, 2 * b1 - b0);
  return within(sample, { location: location + centre, scale, shape, ...given }, given);
}

/** Location and scale of a shape from mean and half of the mean distance of two values. */
function fromShape(shape: number, mean: number, second: number): { location: number; scale: number } {
  if (Math.abs(shape) < 1e-6) {
    const scale = second / Math.LN2;
    return { location: mean - 0.5772156649015329 * scale, scale };
  }
  const k = -shape;
  const gamma = Math.exp(lgamma(1 + k));
  const scale = (second * k) / (gamma * (1 - 2 ** -k));
  return { location: mean + (scale * (gamma - 1)) / k, scale };
}

/** How many times as wide as it must be a support is. */
const room = 1.1;

/** A wider scale, or where that is known a smaller shape or another location, until 1 + ξz is well above 0 at both ends of the data. */
function within(
  { minimum, maximum }: Sample,
  parameters: Parameters<Names>,
  given: Partial<Parameters<Names>>,
): Parameters<Names> {
  const { location, scale, shape } = parameters;
  const far = shape > 0 ? location - minimum : maximum - location;
  const least = room * Math.abs(shape) * far;
  if (!(scale < least)) return parameters;
  if (given.scale === undefined) return { ...parameters, scale: least };
  if (given.shape === undefined) return { ...parameters, shape: (shape * scale) / least };
  if (given.location !== undefined) return parameters;
  const reach = scale / (room * shape);
  return { ...parameters, location: (shape > 0 ? minimum : maximum) + reach };
}
