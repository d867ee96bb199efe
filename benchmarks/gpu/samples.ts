import { type Case, type ConvolutionCase, outputPlane, type ProductCase } from "./cases.ts";

/** An element summed in float64, with the sum of the products' magnitudes and their number: what its rounding is bounded by. */
export interface Sample {
  value: number;
  magnitude: number;
  terms: number;
}

/** The element of a case's output with a row-major number, by its definition. */
export function sample(c: Case, a: ArrayLike<number>, b: ArrayLike<number>, number: number): Sample {
  const total: Sample = { value: 0, magnitude: 0, terms: 0 };
  const add = (x: number, y: number) => {
    total.value += x * y;
    total.magnitude += Math.abs(x * y);
    total.terms++;
  };
  if (c.kind === "matmul") productElement(c, number, (i, j) => add(a[i]!, b[j]!));
  else convolutionElement(c, number, (i, j) => add(a[i]!, b[j]!));
  return total;
}

type Visit = (a: number, b: number) => void;

function productElement(
  { m, n, k, transposeA, transposeB }: ProductCase,
  number: number,
  visit: Visit,
): void {
  const [matrix, i, j] = [Math.floor(number / (m * n)), Math.floor(number / n) % m, number % n];
  for (let l = 0; l < k; l++) {
    const a = matrix * m * k + (transposeA ? l * m + i : i * k + l);
    const b = matrix * k * n + (transposeB ? j * k + l : l * n + j);
    visit(a, b);
  }
}

function convolutionElement(c: ConvolutionCase, number: number, visit: Visit): void {
  const { kind, images, channels, outputs, plane, size } = c;
  const count = outputPlane(c);
  const x = (n: number, ch: number, i: number, j: number) => ((n * channels + ch) * plane + i) * plane + j;
  const w = (o: number, ch: number, u: number, v: number) => ((o * channels + ch) * size + u) * size + v;
  const y = (n: number, o: number, r: number, s: number) => ((n * outputs + o) * count + r) * count + s;
  const [height, depth] =
    kind === "conv2d"
      ? [count, outputs]
      : kind === "conv2dInputGradient"
        ? [plane, channels]
        : [size, channels];
  const last = number % height;
  const second = Math.floor(number / height) % height;
  const first = Math.floor(number / height ** 2) % depth;
  const lead = Math.floor(number / (height ** 2 * depth));
  const at = (window: number, tap: number) => window * c.stride + tap - c.padding;
  const all = (n: number) => Array.from({ length: n }, (_, i) => i);
  if (kind === "conv2dWeightGradient") {
    for (let n = 0; n < images; n++)
      for (let r = 0; r < count; r++)
        for (let s = 0; s < count; s++) {
          const [i, j] = [at(r, second), at(s, last)];
          if (i >= 0 && i < plane && j >= 0 && j < plane) visit(x(n, first, i, j), y(n, lead, r, s));
        }
    return;
  }
  for (const u of all(size))
    for (const v of all(size)) {
      if (kind === "conv2d") {
        const [i, j] = [at(second, u), at(last, v)];
        if (i < 0 || i >= plane || j < 0 || j >= plane) continue;
        for (const ch of all(channels)) visit(x(lead, ch, i, j), w(first, ch, u, v));
        continue;
      }
      const [r, s] = [(second + c.padding - u) / c.stride, (last + c.padding - v) / c.stride];
      if (!Number.isInteger(r) || !Number.isInteger(s) || r < 0 || r >= count || s < 0 || s >= count)
        continue;
      for (const o of all(outputs)) visit(y(lead, o, r, s), w(o, first, u, v));
    }
}
