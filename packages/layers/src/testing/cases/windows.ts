import { AveragePool2d, Conv1d, Conv2d, Flatten, GlobalAveragePool2d, MaxPool2d } from "../../index.js";
import type { LayerCase } from "../layerCase.js";
import { flat } from "../oracles/averages.js";
import { at, fill, sum2 } from "../oracles/plain.js";
import { average, correlate, correlate1d, pool } from "../oracles/windows.js";

export const windowsCases: readonly LayerCase[] = [
  {
    name: "Conv1d",
    make: (dtype) => new Conv1d(2, 3, 3, { dtype, stride: 2, padding: 1 }),
    inputs: [[2, 2, 7]],
    output: [2, 3, 4],
    expected: ([x], variable) =>
      correlate1d(x!, variable("weight"), variable("bias"), { stride: 2, padding: 1 }),
    wrong: { inputs: [[2, 3, 7]], message: "Conv1d: expected input [n, 2, l], got [2, 3, 7]" },
    multiplyAdds: 2 * 3 * 4 * 2 * 3,
  },
  {
    name: "Conv1d, dilated, in groups, without bias",
    make: (dtype) => new Conv1d(4, 2, 2, { dtype, dilation: 3, groups: 2, bias: false }),
    inputs: [[1, 4, 6]],
    output: [1, 2, 3],
    expected: ([x], variable) => correlate1d(x!, variable("weight"), undefined, { dilation: 3, groups: 2 }),
  },
  {
    name: "Conv2d",
    make: (dtype) => new Conv2d(2, 4, 3, { dtype, padding: 1, groups: 2 }),
    inputs: [[2, 2, 4, 5]],
    output: [2, 4, 4, 5],
    expected: ([x], variable) =>
      correlate(x!, variable("weight"), variable("bias"), { padding: 1, groups: 2 }),
    wrong: { inputs: [[2, 1, 4, 5]], message: "Conv2d: expected input [n, 2, h, w], got [2, 1, 4, 5]" },
    multiplyAdds: 2 * 4 * 4 * 5 * 9,
  },
  {
    name: "Conv2d, strided and dilated, without bias",
    make: (dtype) => new Conv2d(2, 3, [3, 2], { dtype, stride: 2, dilation: 2, padding: 1, bias: false }),
    inputs: [[1, 2, 7, 6]],
    output: [1, 3, 3, 3],
    expected: ([x], variable) =>
      correlate(x!, variable("weight"), undefined, { stride: 2, dilation: 2, padding: 1 }),
  },
  {
    name: "MaxPool2d",
    make: () => new MaxPool2d(2),
    inputs: [[1, 2, 4, 6]],
    output: [1, 2, 2, 3],
    expected: ([x]) => pool(x!, 2, {}, (values) => Math.max(...values)),
    wrong: { inputs: [[4, 6]], message: "MaxPool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "MaxPool2d, windows that overlap and reach beyond the image",
    make: () => new MaxPool2d(3, { stride: 2, padding: 1 }),
    inputs: [[1, 2, 5, 4]],
    output: [1, 2, 3, 2],
    expected: ([x]) => pool(x!, 3, { stride: 2, padding: 1 }, (values) => Math.max(...values)),
  },
  {
    name: "AveragePool2d",
    make: () => new AveragePool2d(2, { stride: 1, padding: 1, countIncludePadding: false }),
    inputs: [[1, 2, 3, 3]],
    output: [1, 2, 4, 4],
    expected: ([x]) => pool(x!, 2, { stride: 1, padding: 1 }, average),
    wrong: { inputs: [[4, 6]], message: "AveragePool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "AveragePool2d, zeros around counted",
    make: () => new AveragePool2d(2, { padding: 1 }),
    inputs: [[1, 2, 3, 3]],
    output: [1, 2, 2, 2],
    expected: ([x]) => pool(x!, 2, { padding: 1 }, (values) => values.reduce((a, b) => a + b) / 4),
  },
  {
    name: "GlobalAveragePool2d",
    make: () => new GlobalAveragePool2d(),
    inputs: [[2, 3, 2, 4]],
    output: [2, 3],
    expected: ([x]) => fill([2, 3], (i, c) => sum2(2, 4, (row, column) => at(x!, i, c, row, column)) / 8),
    wrong: { inputs: [[4, 6]], message: "GlobalAveragePool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "Flatten",
    make: () => new Flatten(),
    inputs: [[2, 3, 4]],
    output: [2, 12],
    expected: ([x]) => flat(x!),
    wrong: { inputs: [[]], message: "Flatten: expected input [*, n], got []" },
  },
];
