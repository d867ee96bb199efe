import type { ConvolutionAttributes } from "../../ops/conv2d.js";

type Pair = readonly [number, number];

/**
 * Correlations read taps at constant distances from the output's place. These plans say how images are laid out with
 * zeros around so that each tap has such a distance, and what the distances are, in elements.
 */
export interface Spread {
  /** Zeros before the first row and column. */
  readonly before: Pair;
  /** A row or column of each phase is every step-th of the image. */
  readonly step: Pair;
  /** Extents of one phase. */
  readonly phase: Pair;
}

/** One correlation: which places of the output it fills, and by which taps. */
export interface Correlation {
  /** Number of output places, from `start` on, each `step` apart. */
  readonly count: Pair;
  readonly start: Pair;
  readonly step: Pair;
  /** Where the first output's window begins in the spread image. */
  readonly image: number;
  /** For each product: the distance in the spread image, and the place in a row of weights. */
  readonly offsets: Uint32Array;
  readonly weights: Uint32Array;
}

/** Elements of the spread planes of one channel. */
export function spreadSize({ step, phase }: Spread): number {
  return step[0] * step[1] * phase[0] * phase[1];
}

/** For reading x: a stride takes each phase of the image without strides. */
export function inputSpread({ size, stride, dilation, before, count }: ConvolutionAttributes): Spread {
  const extent = (axis: 0 | 1) =>
    count[axis] + Math.floor(((size[axis] - 1) * dilation[axis]) / stride[axis]);
  return { before: [before[0], before[1]], step: [stride[0], stride[1]], phase: [extent(0), extent(1)] };
}

/** Distances of the taps (c, u, v) from the window's beginning. */
export function tapOffsets(attributes: ConvolutionAttributes, channels: number, spread: Spread): Uint32Array {
  const { size, stride, dilation } = attributes;
  const [height, width] = spread.phase;
  const offsets = new Uint32Array(channels * size[0] * size[1]);
  let k = 0;
  for (let c = 0; c < channels; c++) {
    for (let u = 0; u < size[0]; u++) {
      const row = u * dilation[0];
      for (let v = 0; v < size[1]; v++, k++) {
        const column = v * dilation[1];
        const plane = (c * stride[0] + (row % stride[0])) * stride[1] + (column % stride[1]);
        offsets[k] = (plane * height + Math.floor(row / stride[0])) * width + Math.floor(column / stride[1]);
      }
    }
  }
  return offsets;
}

/** For reading dy: its places stand as they are, with as many zeros before as the taps reach back. */
export function gradientSpread({ plane, size, stride, dilation, before }: ConvolutionAttributes): Spread {
  const reach = (axis: 0 | 1) => Math.floor(((size[axis] - 1) * dilation[axis]) / stride[axis]);
  const extent = (axis: 0 | 1) =>
    Math.floor((plane[axis] - 1 + before[axis]) / stride[axis]) + 1 + reach(axis);
  return { before: [reach(0), reach(1)], step: [1, 1], phase: [extent(0), extent(1)] };
}

/**
 * dx at the places (i + top) mod stride = (a, b), for each (a, b): they see the taps with u·dilation ≡ a alone, at
 * dy[(i + top - u·dilation)/stride].
 */
export function inputGradientCorrelations(
  attributes: ConvolutionAttributes,
  outputs: number,
  channels: number,
  spread: Spread,
): Correlation[] {
  const { size, stride } = attributes;
  const correlations: Correlation[] = [];
  for (let a = 0; a < stride[0]; a++) {
    const rows = placesOf(attributes, 0, a);
    for (let b = 0; b < stride[1]; b++) {
      const columns = placesOf(attributes, 1, b);
      if (rows.count <= 0 || columns.count <= 0) continue;
      const offsets: number[] = [];
      const weights: number[] = [];
      for (let o = 0; o < outputs; o++) {
        for (const { tap: u, back: up } of rows.taps) {
          for (const { tap: v, back: left } of columns.taps) {
            const [height, width] = spread.phase;
            offsets.push((o * height + spread.before[0] - up) * width + spread.before[1] - left);
            weights.push((o * channels * size[0] + u) * size[1] + v);
          }
        }
      }
      correlations.push({
        count: [rows.count, columns.count],
        start: [rows.start, columns.start],
        step: [stride[0], stride[1]],
        image: rows.first * spread.phase[1] + columns.first,
        offsets: Uint32Array.from(offsets),
        weights: Uint32Array.from(weights),
      });
    }
  }
  return correlations;
}

/** The places i of one axis with (i + before) mod stride = phase: i = stride·t + phase - before, t ≥ first. */
function placesOf(
  { plane, size, stride, dilation, before }: ConvolutionAttributes,
  axis: 0 | 1,
  phase: number,
) {
  const step = stride[axis];
  const first = Math.max(0, Math.ceil((before[axis] - phase) / step));
  const last = Math.floor((plane[axis] - 1 + before[axis] - phase) / step);
  // The last first: their distances grow, as those of the forward pass do.
  const taps = Array.from({ length: size[axis] }, (_, i) => size[axis] - 1 - i)
    .filter((tap) => (tap * dilation[axis]) % step === phase)
    .map((tap) => ({ tap, back: (tap * dilation[axis] - phase) / step }));
  return { first, count: last - first + 1, start: step * first + phase - before[axis], taps };
}
