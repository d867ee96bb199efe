import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

interface Options {
  stride?: number;
  padding?: number | readonly [number, number] | "same" | "valid";
  dilation?: number;
  groups?: number;
}

/** By adding shifted copies of the padded signal, tap by tap. */
function conv1d([x, w]: readonly OracleArray[], options: Options = {}): OracleArray {
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const [n, c, length] = x!.shape as [number, number, number];
  const [o, inner, k] = w!.shape as [number, number, number];
  const reach = (k - 1) * dilation;
  const lacking = Math.max(0, (Math.ceil(length / stride) - 1) * stride + reach + 1 - length);
  const [left, right] =
    padding === "valid"
      ? [0, 0]
      : padding === "same"
        ? [Math.floor(lacking / 2), Math.ceil(lacking / 2)]
        : typeof padding === "number"
          ? [padding, padding]
          : padding;
  const count = Math.floor((length + left + right - reach - 1) / stride) + 1;
  const data = new Array<number>(n * o * count).fill(0);
  for (let image = 0; image < n; image++) {
    const signals = Array.from({ length: c }, (_, channel) => [
      ...new Array<number>(left).fill(0),
      ...Array.from({ length }, (_, i) => x!.data[(image * c + channel) * length + i]!),
      ...new Array<number>(right).fill(0),
    ]);
    for (let output = 0; output < o; output++) {
      const first = Math.floor((output * groups) / o) * inner;
      for (let tap = 0; tap < inner * k; tap++) {
        const signal = signals[first + Math.floor(tap / k)]!;
        for (let i = 0; i < count; i++) {
          data[(image * o + output) * count + i]! +=
            w!.data[output * inner * k + tap]! * signal[i * stride + (tap % k) * dilation]!;
        }
      }
    }
  }
  return { shape: [n, o, count], data };
}

const ofShapes = (x: readonly number[], w: readonly number[], options?: Options): OpCase => ({
  inputs: [{ shape: x }, { shape: w }],
  arguments: options ? [options] : [],
});

export const conv1dCases: OpCases = {
  name: "conv1d",
  cases: [
    ofShapes([1, 1, 5], [1, 1, 3]),
    ofShapes([2, 3, 8], [4, 3, 3], { padding: 1 }),
    ofShapes([2, 2, 9], [3, 2, 2], { stride: 2, padding: [0, 3] }),
    ofShapes([1, 2, 10], [7, 2, 3], { stride: 3, padding: "same" }),
    ofShapes([1, 2, 9], [2, 2, 3], { dilation: 3, padding: "valid" }),
    ofShapes([1, 4, 6], [6, 2, 3], { groups: 2, padding: 2 }),
  ],
  terms: ({ inputs: [, w] }) => w!.shape[1]! * w!.shape[2]!,
  oracle: conv1d,
};
