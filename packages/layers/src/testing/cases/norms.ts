import { BatchNorm, LayerNorm } from "../../index.js";
import type { LayerCase } from "../layerCase.js";
import { layerNorm } from "../oracles/norms.js";
import { batchNormInTraining, batchNormOf } from "../oracles/parts.js";

export const normsCases: readonly LayerCase[] = [
  {
    name: "BatchNorm",
    make: (dtype) => new BatchNorm(3, { dtype }),
    inputs: [[5, 3]],
    output: [5, 3],
    expected: batchNormOf(),
    training: batchNormInTraining(),
    wrong: {
      inputs: [[5, 4]],
      message: "BatchNorm: expected input [n, 3] or [n, 3, l] or [n, 3, h, w], got [5, 4]",
    },
  },
  {
    name: "BatchNorm of images",
    make: (dtype) => new BatchNorm(2, { dtype, momentum: 0.3, epsilon: 1e-3 }),
    inputs: [[2, 2, 2, 3]],
    output: [2, 2, 2, 3],
    expected: batchNormOf(1e-3),
    training: batchNormInTraining(1e-3),
  },
  {
    name: "LayerNorm",
    make: (dtype) => new LayerNorm(4, { dtype }),
    inputs: [[2, 3, 4]],
    output: [2, 3, 4],
    expected: ([x], variable) => layerNorm(x!, variable("gamma"), variable("beta")),
    wrong: { inputs: [[2, 3]], message: "LayerNorm: expected input [*, 4], got [2, 3]" },
  },
];
