import { at, fill, map, type Plain, softmax, sum } from "./plain.js";

/** log Σᵢ wᵢ·softmax(yᵢ) of logits [n, k], Σ w = 1. */
export function pooledLogits(outputs: readonly Plain[], weights: readonly number[]): Plain {
  return map(
    weightedMean(
      outputs.map((y) => softmax(y)),
      weights,
    ),
    Math.log,
  );
}

/** Σᵢ wᵢ·yᵢ. */
export function weightedMean(outputs: readonly Plain[], weights: readonly number[]): Plain {
  return fill(outputs[0]!.shape, (...index) =>
    sum(outputs.length, (i) => weights[i]! * at(outputs[i]!, ...index)),
  );
}

/** x [n, c, h, w] moved by whole pixels with its edges repeated, and mirrored left to right or not. */
export function view(x: Plain, [down, right]: readonly [number, number], mirrored = false): Plain {
  const [, , h, w] = x.shape as readonly [number, number, number, number];
  const within = (i: number, length: number) => Math.min(length - 1, Math.max(0, i));
  return fill(x.shape, (image, c, i, j) => {
    const column = mirrored ? w - 1 - j : j;
    return at(x, image, c, within(i - down, h), within(column - right, w));
  });
}

/** x [n, ...] as rows [n, k]. */
export function flat({ shape, data }: Plain): Plain {
  return { shape: [shape[0]!, data.length / shape[0]!], data };
}
