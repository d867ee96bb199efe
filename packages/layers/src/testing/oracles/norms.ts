import { at, fill, type Plain, sum } from "./plain.js";

interface Statistics {
  readonly mean: Plain;
  readonly variance: Plain;
}

/** Mean and (biased) variance of each channel, axis 1, over all other axes. */
export function batchStatistics(x: Plain): Statistics {
  const channels = x.shape[1]!;
  const inner = x.shape.slice(2).reduce((product, n) => product * n, 1);
  const values = (c: number) => Array.from(x.data).filter((_, i) => Math.floor(i / inner) % channels === c);
  const average = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b) / numbers.length;
  const mean = fill([channels], (c) => average(values(c)));
  const variance = fill([channels], (c) => average(values(c).map((value) => (value - at(mean, c)) ** 2)));
  return { mean, variance };
}

/** γ(x-μ)/√(σ²+ε) + β of each channel, axis 1. */
export function batchNorm(
  x: Plain,
  { mean, variance }: Statistics,
  variable: (name: string) => Plain,
  epsilon = 1e-5,
): Plain {
  const [gamma, beta] = [variable("gamma"), variable("beta")];
  return fill(x.shape, (...index) => {
    const c = index[1]!;
    const normalized = (at(x, ...index) - at(mean, c)) / Math.sqrt(at(variance, c) + epsilon);
    return at(gamma, c) * normalized + at(beta, c);
  });
}

/** The same of each row over the last axis, by its own mean and variance. */
export function layerNorm(x: Plain, gamma: Plain, beta: Plain, epsilon = 1e-5): Plain {
  const size = x.shape.at(-1)!;
  return fill(x.shape, (...index) => {
    const value = (i: number) => at(x, ...index.with(-1, i));
    const mean = sum(size, value) / size;
    const variance = sum(size, (i) => (value(i) - mean) ** 2) / size;
    const k = index.at(-1)!;
    return (at(gamma, k) * (value(k) - mean)) / Math.sqrt(variance + epsilon) + at(beta, k);
  });
}
