import { Add, Affine, Multiply } from "../../index.js";
import type { LayerCase } from "../layerCase.js";
import { affineAt } from "../oracles/parts.js";
import { affine, pairs } from "../oracles/plain.js";

export const linearCases: readonly LayerCase[] = [
  {
    name: "Affine",
    make: (dtype) => new Affine(3, 4, { dtype }),
    inputs: [[2, 3]],
    output: [2, 4],
    expected: ([x], variable) => affineAt(x!, variable),
    wrong: { inputs: [[2, 5]], message: "Affine: expected input [*, 3], got [2, 5]" },
    multiplyAdds: 24,
  },
  {
    name: "Affine over more axes, without bias",
    make: (dtype) => new Affine(3, 2, { dtype, bias: false }),
    inputs: [[2, 5, 3]],
    output: [2, 5, 2],
    expected: ([x], variable) => affine(x!, variable("weight")),
    multiplyAdds: 60,
  },
  {
    name: "Multiply",
    make: () => new Multiply(),
    inputs: [
      [2, 3],
      [3, 1, 3],
    ],
    output: [3, 2, 3],
    expected: ([x, y]) => pairs(x!, y!, (a, b) => a * b),
    wrong: {
      inputs: [
        [2, 3],
        [2, 4],
      ],
      message: "Multiply: expected two inputs that broadcast, got [2, 3] and [2, 4]",
    },
  },
  {
    name: "Add",
    make: () => new Add(),
    inputs: [[2, 3], [3]],
    output: [2, 3],
    expected: ([x, y]) => pairs(x!, y!, (a, b) => a + b),
  },
];
