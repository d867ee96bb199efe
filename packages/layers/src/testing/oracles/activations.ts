import { map, type Oracle, sum } from "./plain.js";

/** The oracle of a layer that takes f of every element of its input. */
export function each(f: (x: number) => number): Oracle {
  return ([x]) => map(x!, f);
}

/** The normal distribution function by the series of erf (Abramowitz & Stegun 7.1.5), which 60 terms hold for |x| up to 3. */
export function normalCdf(x: number): number {
  const z = x / Math.SQRT2;
  let term = z;
  const series = sum(60, (n) => {
    if (n > 0) term *= (-z * z) / n;
    return term / (2 * n + 1);
  });
  return 0.5 + series / Math.sqrt(Math.PI);
}

/** x·Φ(x) with tanh in the place of Φ. */
export function geluByTanh(x: number): number {
  return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}
