import type { Sample } from "../sample.js";
import { cauchyStart } from "./cauchyStart.js";
import type { LocationScale } from "./extremeValue.js";

/**
 * The maximum of the Cauchy likelihood, for data of which no value has half of the weight: there it exists and is the only one
 * (Copas 1975). A parameter is a point θ = μ + iσ of the upper half-plane, and the map u = (x - θ)/(x - θ̄) takes θ to the
 * centre of the unit disc and the data to its rim (McCullagh 1996), where the log-likelihood of the parameter at w is
 *   Σ log((1 - |w|²)/|1 - w·ū|²) = n·(2Re(w·c₁) + Re(w²·c₂) - |w|² + …),   cₖ = the mean of ūᵏ.
 * It is concave along the disc's geodesics, and |c₂| < 1: Newton's step in w from the centre always points uphill.
 */
export function cauchyMaximum(sample: Sample): LocationScale {
  let place = cauchyStart(sample);
  if (sample.values.length > 8000) {
    const part = sample.part(2000);
    if (heaviest(part).share < 0.5) place = cauchyMaximum(part);
  }
  let lastSize = Infinity;
  for (let round = 0; round < 500; round++) {
    const [x, y] = newtonStep(sample, place);
    place = moved(place, x, y);
    const size = Math.hypot(x, y);
    if (size < 1e-9 || (size < 1e-7 && size >= lastSize)) break;
    lastSize = size;
  }
  return place;
}

/** The value that has at least half of the weight, where there is one, else any, and its share. */
export function heaviest({ values, weights, count }: Sample): {
  readonly value: number;
  readonly share: number;
} {
  // Majority vote (Boyer & Moore 1991): different values cancel in pairs. One with more than half of the weight survives; one
  // with exactly half is in every pair, and so survives or is the last.
  let candidate = values[0]!;
  let lead = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    if (values[i] === candidate) lead += weight;
    else if (lead >= weight) lead -= weight;
    else {
      candidate = values[i]!;
      lead = weight - lead;
    }
  }
  const shareOf = (value: number) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) if (values[i] === value) sum += weights ? weights[i]! : 1;
    return sum / count;
  };
  const shares = [candidate, values.at(-1)!].map((value) => ({ value, share: shareOf(value) }));
  return shares.reduce((best, other) => (other.share > best.share ? other : best));
}

/** w = (c̄₁ + c̄₂·c₁)/(1 - |c₂|²), where the quadratic is highest, in the disc. */
function newtonStep(
  { values, weights, count }: Sample,
  { location, scale }: LocationScale,
): readonly [number, number] {
  let real = 0;
  let imaginary = 0;
  let squareReal = 0;
  let squareImaginary = 0;
  for (let i = 0; i < values.length; i++) {
    const z = (values[i]! - location) / scale;
    // u = (z - i)/(z + i) = 1 - 2/(1 + z²) - 2iz/(1 + z²): ū is its conjugate.
    const far = z > 1e150 || z < -1e150;
    const share = far ? 0 : 2 / (1 + z * z);
    const a = 1 - share;
    const b = far ? 2 / z : share * z;
    const weight = weights ? weights[i]! : 1;
    real += weight * a;
    imaginary += weight * b;
    squareReal += weight * (a * a - b * b);
    squareImaginary += weight * (2 * a * b);
  }
  const [r, s] = [real / count, imaginary / count];
  const [p, q] = [squareReal / count, squareImaginary / count];
  const divisor = Math.max(1e-9, 1 - p * p - q * q);
  const x = (r + p * r + q * s) / divisor;
  const y = (-s + p * s - q * r) / divisor;
  const length = Math.hypot(x, y);
  const shortened = length > 0.3 ? Math.tanh(length) / length : 1;
  return [x * shortened, y * shortened];
}

/** θ at w: μ + iσ(1 + w)/(1 - w). */
function moved({ location, scale }: LocationScale, x: number, y: number): LocationScale {
  const divisor = (1 - x) ** 2 + y * y;
  return {
    location: location - (scale * 2 * y) / divisor,
    scale: (scale * (1 - x * x - y * y)) / divisor,
  };
}
