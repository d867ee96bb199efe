import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

type Pair = number | readonly [number, number];

interface Options {
  size: Pair;
  stride?: Pair;
  padding?: Pair | readonly [readonly [number, number], readonly [number, number]] | "same" | "valid";
  countIncludePadding?: boolean;
}

const both = (pair: Pair): readonly [number, number] => (typeof pair === "number" ? [pair, pair] : pair);

/** The start of every window along an axis, counted from the plane's first element. */
function starts(length: number, axis: 0 | 1, options: Options): number[] {
  const size = both(options.size)[axis];
  const stride = both(options.stride ?? options.size)[axis];
  const { padding = 0 } = options;
  let sides = [0, 0];
  if (padding === "same") {
    const total = Math.max(0, (Math.ceil(length / stride) - 1) * stride + size - length);
    sides = [total >> 1, total - (total >> 1)];
  } else if (padding !== "valid") {
    const own = typeof padding === "number" ? padding : padding[axis];
    sides = typeof own === "number" ? [own, own] : [...own];
  }
  const list: number[] = [];
  for (let s = -sides[0]!; s + size <= length + sides[1]!; s += stride) list.push(s);
  return list;
}

/** Reduces what each window holds of the plane. */
function pool(x: OracleArray, options: Options, reduce: (values: number[]) => number): OracleArray {
  const [n, c, height, width] = x.shape as [number, number, number, number];
  const [sizeY, sizeX] = both(options.size);
  const [rows, columns] = [starts(height, 0, options), starts(width, 1, options)];
  const data: number[] = [];
  for (let plane = 0; plane < n * c; plane++) {
    for (const top of rows) {
      for (const left of columns) {
        const values: number[] = [];
        for (let i = 0; i < height * width; i++) {
          const [y, z] = [Math.floor(i / width) - top, (i % width) - left];
          if (y >= 0 && y < sizeY && z >= 0 && z < sizeX) values.push(x.data[plane * height * width + i]!);
        }
        data.push(reduce(values));
      }
    }
  }
  return { shape: [n, c, rows.length, columns.length], data };
}

const poolings: readonly (readonly [readonly number[], Options])[] = [
  [[1, 1, 2, 2], { size: 2 }],
  [[2, 3, 4, 6], { size: 2 }],
  [[2, 2, 5, 7], { size: 2 }],
  [[1, 2, 5, 6], { size: 3, stride: 1, padding: 1 }],
  [[2, 1, 7, 6], { size: [3, 2], stride: [2, 1], padding: [1, 0] }],
  [[1, 3, 5, 5], { size: 3, stride: 2, padding: "same" }],
  [
    [1, 1, 6, 5],
    {
      size: [2, 4],
      padding: [
        [1, 0],
        [0, 2],
      ],
    },
  ],
  [[1, 2, 4, 4], { size: 1, stride: 3, padding: "valid" }],
  [[0, 2, 4, 4], { size: 2 }],
];

export const poolingCases: readonly OpCases[] = [
  {
    name: "maxPool2d",
    dtypes: ["float32", "float64", "int32"],
    cases: [
      ...poolings.map(
        ([shape, options]): OpCase => ({ inputs: [{ shape, distinct: true }], arguments: [options] }),
      ),
      {
        inputs: [{ shape: [1, 1, 2, 4], values: [-3, -7, 2, 4, -4, -5, 1, 3] }],
        arguments: [{ size: 2, stride: [2, 2], padding: [1, 0] }],
        label: "negative values beside padding",
      },
    ],
    domain: [-40, 40],
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: ([x]: readonly OracleArray[], options: Options) =>
      pool(x!, options, (values) => Math.max(...values)),
  },
  {
    name: "averagePool2d",
    cases: poolings.flatMap(([shape, options]): OpCase[] => [
      { inputs: [{ shape }], arguments: [options] },
      { inputs: [{ shape }], arguments: [{ ...options, countIncludePadding: false }] },
    ]),
    terms: ({ arguments: [options] = [] }) => {
      const [height, width] = both((options as Options).size);
      return height * width;
    },
    oracle: ([x]: readonly OracleArray[], options: Options) =>
      pool(x!, options, (values) => {
        const total = values.reduce((a, b) => a + b, 0);
        const [height, width] = both(options.size);
        return total / ((options.countIncludePadding ?? true) ? height * width : values.length);
      }),
  },
];
