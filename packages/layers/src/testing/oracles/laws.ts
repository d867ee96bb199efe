import { at, fill, map, type Plain, sum } from "./plain.js";

/** What the outputs of a random layer are spread around in training, and how far. */
export interface Law {
  readonly mean: Plain;
  readonly deviation: Plain;
}

/** The law of a random layer in training: from its inputs and its variables by path. */
export type LawOracle = (inputs: readonly Plain[], variable: (path: string) => Plain) => Law;

/** x where it is kept, divided by 1-p, else 0. */
export function dropoutLaw(x: Plain, p: number): Law {
  return { mean: x, deviation: map(x, (value) => Math.abs(value) * Math.sqrt(p / (1 - p))) };
}

/** xW + b of an x of independent elements [n, inputs]. */
export function affineLaw(x: Law, weight: Plain, mean: Plain): Law {
  const [inputs, outputs] = weight.shape as readonly [number, number];
  const variance = (i: number, k: number) =>
    sum(inputs, (f) => (at(x.deviation, i, f) * at(weight, f, k)) ** 2);
  const deviation = fill([x.mean.shape[0]!, outputs], (i, k) => Math.sqrt(variance(i, k)));
  return { mean, deviation };
}

/** x(W + e) + b + e' of noise of a standard deviation, x [n, inputs]. */
export function noisyAffineLaw(x: Plain, mean: Plain, standardDeviation: number): Law {
  const inputs = x.shape[1]!;
  const deviation = fill(
    mean.shape,
    (i) => standardDeviation * Math.sqrt(sum(inputs, (f) => at(x, i, f) ** 2) + 1),
  );
  return { mean, deviation };
}

/** f(x) where each column of x [n, columns] is dropped with probability p, worked out over all 2ᶜ ways. */
export function droppedLaw(x: Plain, p: number, f: (dropped: Plain) => Plain): Law {
  const columns = x.shape[1]!;
  const ways = Array.from({ length: 2 ** columns }, (_, way) => {
    const isKept = (k: number) => Math.floor(way / 2 ** k) % 2 === 1;
    const kept = sum(columns, (k) => Number(isKept(k)));
    const y = f(fill(x.shape, (i, k) => (isKept(k) ? at(x, i, k) / (1 - p) : 0)));
    return { y, probability: (1 - p) ** kept * p ** (columns - kept) };
  });
  const expectation = (g: (y: number, ...index: number[]) => number) =>
    fill(ways[0]!.y.shape, (...index) =>
      sum(ways.length, (way) => ways[way]!.probability * g(at(ways[way]!.y, ...index), ...index)),
    );
  const mean = expectation((y) => y);
  const variance = expectation((y, ...index) => (y - at(mean, ...index)) ** 2);
  return { mean, deviation: map(variance, Math.sqrt) };
}
