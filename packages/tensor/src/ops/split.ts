import { ShapeError } from "../errors.js";
import { normalizeAxis } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { slice } from "./slice.js";

const equal = (n: number, parts: number): readonly number[] =>
  parts > 0 ? new Array<number>(Math.ceil(parts)).fill(n / parts) : [];

/**
 * `x` cut along an axis (0 by default) into so many equal parts, or into parts of the given lengths. Views.
 * ShapeError where the lengths don't add up.
 */
export function split(x: Tensor, parts: number | readonly number[], axis = 0): Tensor[] {
  const along = normalizeAxis(axis, x.rank, "split");
  const n = x.shape[along]!;
  const lengths = Array.isArray(parts) ? (parts as readonly number[]) : equal(n, +(parts as number));
  const total = lengths.reduce((a, b) => a + b, 0);
  if (
    lengths.length === 0 ||
    total !== n ||
    lengths.some((length) => !Number.isInteger(length) || length < 0)
  ) {
    const wanted = typeof parts === "number" ? `${parts} equal parts` : `parts of lengths [${parts}]`;
    throw new ShapeError(`split: axis ${along} has length ${n}, which doesn't fall into ${wanted}`);
  }
  let start = 0;
  return lengths.map((length) => {
    const range = { start, stop: (start += length) };
    return slice(
      x,
      x.shape.map((_, a) => (a === along ? range : null)),
    );
  });
}
