import { KernelRidge, PatchFeatures, PiecewiseLinear, Scattering } from "../../index.js";
import { filled } from "../filled.js";
import type { LayerCase } from "../layerCase.js";
import { kernelRidge, patchFeatures, piecewiseLinear } from "../oracles/features.js";
import { scattering } from "../oracles/scattering.js";

export const featuresCases: readonly LayerCase[] = [
  {
    name: "KernelRidge",
    make: (dtype) => filled(new KernelRidge(3, 2, 5, { dtype, gamma: 0.4 })),
    inputs: [[4, 3]],
    output: [4, 2],
    expected: ([x], variable) => kernelRidge(x!, variable, 0.4),
    wrong: { inputs: [[4, 2]], message: "KernelRidge: expected input [n, 3], got [4, 2]" },
    multiplyAdds: 4 * 5 * (3 + 2),
  },
  {
    name: "PiecewiseLinear",
    make: (dtype) => filled(new PiecewiseLinear([1, 3, 2], { dtype })),
    inputs: [[4, 3]],
    output: [4, 6],
    expected: ([x], variable) => piecewiseLinear(x!, variable, [1, 3, 2]),
    wrong: { inputs: [[4, 6]], message: "PiecewiseLinear: expected input [n, 3], got [4, 6]" },
  },
  {
    name: "PatchFeatures",
    make: (dtype) => filled(new PatchFeatures(2, 3, { dtype, size: 2, pool: 2, threshold: 0.1 })),
    inputs: [[2, 2, 5, 6]],
    output: [2, 3, 2, 2],
    expected: ([x], variable) => patchFeatures(x!, variable, { threshold: 0.1, pool: 2 }),
    wrong: {
      inputs: [[2, 1, 5, 6]],
      message: "PatchFeatures: expected input [n, 2, h, w], got [2, 1, 5, 6]",
    },
  },
  {
    name: "Scattering",
    make: (dtype) => new Scattering({ dtype, scales: 2, angles: 2 }),
    inputs: [[1, 2, 7, 8]],
    output: [1, 2 * (1 + 2 * 2 + 4), 2, 2],
    expected: ([x], variable) => scattering(x!, variable, 2),
    fixed: true,
    wrong: { inputs: [[6, 7]], message: "Scattering: expected input [n, c, h, w], got [6, 7]" },
  },
];
