import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

type Pair = number | readonly [number, number];

interface Options {
  stride?: Pair;
  padding?: Pair | readonly [readonly [number, number], readonly [number, number]] | "same" | "valid";
  dilation?: Pair;
  groups?: number;
}

/** A convolution with everything spelled out, as the oracles use it. */
interface Geometry {
  n: number;
  c: number;
  o: number;
  /** Along rows and columns: plane, kernel, output. */
  plane: readonly number[];
  size: readonly number[];
  count: readonly number[];
  stride: readonly number[];
  dilation: readonly number[];
  before: readonly number[];
  groups: number;
}

const both = (pair: Pair): readonly number[] => (typeof pair === "number" ? [pair, pair] : pair);

function geometry(x: readonly number[], w: readonly number[], options: Options = {}): Geometry {
  const [n, c, ...plane] = x as [number, number, number, number];
  const size = w.slice(2);
  const stride = both(options.stride ?? 1);
  const dilation = both(options.dilation ?? 1);
  const { padding = 0, groups = 1 } = options;
  const reach = size.map((k, a) => (k - 1) * dilation[a]!);
  const sides = [0, 1].map((a) => {
    if (padding === "valid") return [0, 0];
    if (padding === "same") {
      const last = Math.floor((plane[a]! - 1) / stride[a]!) * stride[a]!;
      const total = Math.max(0, last + reach[a]! - plane[a]! + 1);
      return [total >> 1, total - (total >> 1)];
    }
    const own = typeof padding === "number" ? padding : padding[a]!;
    return typeof own === "number" ? [own, own] : own;
  });
  const count = plane.map((length, a) => {
    let windows = 0;
    for (let s = -sides[a]![0]!; s + reach[a]! < length + sides[a]![1]!; s += stride[a]!) windows++;
    return windows;
  });
  return { n, c, o: w[0]!, plane, size, count, stride, dilation, before: sides.map((s) => s[0]!), groups };
}

/** Element [i, j, y, x] of an array, 0 outside. */
function at({ shape, data }: OracleArray, i: number, j: number, y: number, x: number): number {
  const [, channels, height, width] = shape as [number, number, number, number];
  if (y < 0 || x < 0 || y >= height || x >= width) return 0;
  return data[((i * channels + j) * height + y) * width + x]!;
}

function fill(
  shape: readonly number[],
  value: (i: number, j: number, y: number, x: number) => number,
): OracleArray {
  const [a, b, c, d] = shape as [number, number, number, number];
  const data: number[] = [];
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let y = 0; y < c; y++) for (let x = 0; x < d; x++) data.push(value(i, j, y, x));
  return { shape, data };
}

function sumOver(lengths: readonly number[], value: (i: number, y: number, x: number) => number): number {
  let total = 0;
  for (let i = 0; i < lengths[0]!; i++)
    for (let y = 0; y < lengths[1]!; y++) for (let x = 0; x < lengths[2]!; x++) total += value(i, y, x);
  return total;
}

function convolve(x: OracleArray, w: OracleArray, g: Geometry): OracleArray {
  const inner = g.c / g.groups;
  return fill([g.n, g.o, ...g.count], (n, o, i, j) => {
    const first = Math.floor(o / (g.o / g.groups)) * inner;
    return sumOver([inner, ...g.size], (c, u, v) => {
      const row = i * g.stride[0]! + u * g.dilation[0]! - g.before[0]!;
      const column = j * g.stride[1]! + v * g.dilation[1]! - g.before[1]!;
      return at(x, n, first + c, row, column) * at(w, o, c, u, v);
    });
  });
}

/** What each input element took part in: windows whose start lies a whole number of strides away. */
function inputGradient(dy: OracleArray, w: OracleArray, g: Geometry): OracleArray {
  const inner = g.c / g.groups;
  const outer = g.o / g.groups;
  return fill([g.n, g.c, ...g.plane], (n, c, row, column) => {
    const group = Math.floor(c / inner);
    return sumOver([outer, ...g.size], (o, u, v) => {
      const i = (row + g.before[0]! - u * g.dilation[0]!) / g.stride[0]!;
      const j = (column + g.before[1]! - v * g.dilation[1]!) / g.stride[1]!;
      if (!Number.isInteger(i) || !Number.isInteger(j)) return 0;
      return at(dy, n, group * outer + o, i, j) * at(w, group * outer + o, c % inner, u, v);
    });
  });
}

function weightGradient(x: OracleArray, dy: OracleArray, g: Geometry): OracleArray {
  const inner = g.c / g.groups;
  return fill([g.o, inner, ...g.size], (o, c, u, v) => {
    const first = Math.floor(o / (g.o / g.groups)) * inner;
    return sumOver([g.n, ...g.count], (n, i, j) => {
      const row = i * g.stride[0]! + u * g.dilation[0]! - g.before[0]!;
      const column = j * g.stride[1]! + v * g.dilation[1]! - g.before[1]!;
      return at(x, n, first + c, row, column) * at(dy, n, o, i, j);
    });
  });
}

/** Images, weights, options: each convolution, from which the gradients' cases come too. */
const convolutions: readonly (readonly [readonly number[], readonly number[], Options?])[] = [
  [
    [1, 1, 3, 3],
    [1, 1, 2, 2],
  ],
  [[2, 3, 5, 6], [4, 3, 3, 3], { padding: 1 }],
  [[2, 2, 7, 5], [3, 2, 3, 2], { stride: 2, padding: [1, 0] }],
  [[1, 2, 6, 9], [7, 2, 2, 3], { stride: [1, 3], dilation: [2, 1], padding: "same" }],
  [[1, 2, 8, 8], [2, 2, 3, 3], { dilation: 2, padding: "valid" }],
  [[2, 4, 5, 5], [6, 2, 3, 3], { groups: 2, padding: 1 }],
  [[2, 3, 6, 5], [3, 1, 3, 3], { groups: 3, stride: 2, padding: 1 }],
  [
    [1, 2, 5, 4],
    [4, 1, 2, 3],
    {
      groups: 2,
      padding: [
        [0, 2],
        [1, 0],
      ],
    },
  ],
  [
    [1, 5, 4, 7],
    [9, 5, 1, 1],
  ],
  [[1, 1, 4, 37], [2, 1, 3, 3], { padding: 1 }],
  [[1, 2, 5, 5], [1, 2, 2, 2], { stride: 3 }],
  [[1, 1, 2, 2], [1, 1, 1, 1], { padding: 2, stride: 2 }],
  [
    [0, 2, 4, 4],
    [3, 2, 3, 3],
  ],
];

const geometryOf = (convolution: (typeof convolutions)[number]) => geometry(...convolution);
const area = (pair: readonly number[]) => pair[0]! * pair[1]!;

function shapesOf(shapes: readonly (readonly number[])[], args: readonly unknown[]): OpCase {
  return { inputs: shapes.map((shape) => ({ shape })), arguments: args.filter((arg) => arg !== undefined) };
}

/** The most products in any sum of the convolution or its gradients: what an argument's sums may add up. */
const terms = ({ inputs: [a, b] }: OpCase) =>
  Math.max(1, a!.shape[0]! * area(a!.shape.slice(2)), b!.shape[0]! * area(b!.shape.slice(2)), area(b!.shape));

export const conv2dCases: readonly OpCases[] = [
  {
    name: "conv2d",
    cases: convolutions.map(([x, w, options]) => shapesOf([x, w], [options])),
    terms: ({ inputs: [, w] }) => w!.shape[1]! * area(w!.shape.slice(2)),
    oracle: ([x, w]: readonly OracleArray[], options?: Options) =>
      convolve(x!, w!, geometry(x!.shape, w!.shape, options)),
  },
  {
    name: "conv2dInputGradient",
    cases: convolutions.map((convolution) => {
      const [, w, options] = convolution;
      const { n, o, count, plane } = geometryOf(convolution);
      return shapesOf([[n, o, ...count], w], [plane, options]);
    }),
    terms,
    oracle: ([dy, w]: readonly OracleArray[], plane: readonly number[], options: Options = {}) => {
      const channels = w!.shape[1]! * (options.groups ?? 1);
      return inputGradient(dy!, w!, geometry([dy!.shape[0]!, channels, ...plane], w!.shape, options));
    },
  },
  {
    name: "conv2dWeightGradient",
    cases: convolutions.map((convolution) => {
      const [x, , options] = convolution;
      const { n, o, count, size } = geometryOf(convolution);
      return shapesOf([x, [n, o, ...count]], [size, options]);
    }),
    terms,
    oracle: ([x, dy]: readonly OracleArray[], size: readonly number[], options: Options = {}) => {
      const weights = [dy!.shape[1]!, x!.shape[1]! / (options.groups ?? 1), ...size];
      return weightGradient(x!, dy!, geometry(x!.shape, weights, options));
    },
  },
];
