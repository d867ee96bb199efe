import { gaussLegendre } from "../special/gaussLegendre.js";

/** Values that are summed one by one before sums become integrals. */
const exactly = 4096;

/**
 * -Σ f(k)·log f(k) over k from low to high. Of many values only the first ones are added one by one: beyond, where f changes
 * little from one to the next, the sum is an integral with Euler and Maclaurin's correction,
 *   Σ_{k=a}^{b-1} g(k) ≈ ∫_{a-½}^{b-½} g - (g′(b-½) - g′(a-½))/24.
 * @param logMass log f, of any number from low on
 * @param spread a standard deviation: f is smooth on a part of it
 */
export function discreteEntropy(
  logMass: (k: number) => number,
  low: number,
  high: number,
  spread: number,
): number {
  const part = (k: number) => {
    const log = logMass(k);
    return log === -Infinity ? 0 : -log * Math.exp(log);
  };
  const from = high - low < 4 * exactly ? high + 1 : low + exactly;
  let sum = 0;
  for (let k = low; k < from; k++) sum += part(k);
  if (from > high) return sum;
  const slope = (k: number) => part(k) - part(k - 1);
  return sum + integral(part, from - 0.5, high + 0.5, spread) - (slope(high + 1) - slope(from)) / 24;
}

/** By Gauss and Legendre's rule on pieces that grow with the distance from 0, up to a third of the spread. */
function integral(f: (x: number) => number, low: number, high: number, spread: number): number {
  const { nodes, weights } = gaussLegendre(16);
  let sum = 0;
  for (let from = low; from < high; ) {
    const length = Math.min(high - from, spread / 3, Math.max(from / 4, 256));
    for (const [i, node] of nodes.entries()) sum += length * weights[i]! * f(from + length * node);
    from += length;
  }
  return sum;
}
