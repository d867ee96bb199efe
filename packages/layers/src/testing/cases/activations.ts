import { GELU, LeakyReLU, ReLU, Sigmoid, SiLU, Softmax, Tanh } from "../../index.js";
import type { LayerCase } from "../layerCase.js";
import { each, geluByTanh, normalCdf } from "../oracles/activations.js";
import { sigmoid, softmax } from "../oracles/plain.js";

export const activationsCases: readonly LayerCase[] = [
  {
    name: "ReLU",
    make: () => new ReLU(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each((x) => Math.max(x, 0)),
  },
  {
    name: "LeakyReLU",
    make: () => new LeakyReLU(0.2),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each((x) => (x > 0 ? x : 0.2 * x)),
  },
  {
    name: "Sigmoid",
    make: () => new Sigmoid(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each(sigmoid),
  },
  {
    name: "Tanh",
    make: () => new Tanh(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each(Math.tanh),
  },
  {
    name: "GELU",
    make: () => new GELU(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each((x) => x * normalCdf(x)),
  },
  {
    name: "GELU, tanh",
    make: () => new GELU({ approximate: "tanh" }),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each(geluByTanh),
  },
  {
    name: "SiLU",
    make: () => new SiLU(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each((x) => x * sigmoid(x)),
  },
  {
    name: "Softmax",
    make: () => new Softmax(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: ([x]) => softmax(x!),
  },
  {
    name: "Softmax, first axis",
    make: () => new Softmax(0),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: ([x]) => softmax(x!, 0),
  },
];
