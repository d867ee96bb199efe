import { Embedding, GRU, MultiHeadAttention } from "../../index.js";
import type { LayerCase } from "../layerCase.js";
import { attention } from "../oracles/attention.js";
import { gru, lastOf } from "../oracles/gru.js";
import { at, fill } from "../oracles/plain.js";

export const sequencesCases: readonly LayerCase[] = [
  {
    name: "Embedding",
    make: (dtype) => new Embedding(5, 3, { dtype }),
    inputs: [[2, 3]],
    integers: [0, 4, 2, 2, 1, 0],
    output: [2, 3, 3],
    expected: ([x], variable) => fill([2, 3, 3], (i, j, k) => at(variable("weight"), at(x!, i, j), k)),
  },
  {
    name: "GRU",
    make: (dtype) => new GRU(3, 4, { dtype }),
    inputs: [[2, 3, 3]],
    output: [2, 3, 4],
    expected: ([x], variable) => gru(x!, undefined, variable),
    wrong: { inputs: [[2, 3]], message: "GRU: expected input [n, t, 3], got [2, 3]" },
    multiplyAdds: 2 * 3 * 12 * 7,
  },
  {
    name: "GRU from a state to the last one",
    make: (dtype) => new GRU(3, 2, { dtype, output: "last" }),
    inputs: [
      [2, 3, 3],
      [2, 2],
    ],
    output: [2, 2],
    expected: ([x, start], variable) => lastOf(gru(x!, start, variable)),
    wrong: {
      inputs: [
        [2, 3, 3],
        [2, 3],
      ],
      message: "GRU: expected state [2, 2], got [2, 3]",
    },
  },
  {
    name: "MultiHeadAttention to itself, causal",
    make: (dtype) => new MultiHeadAttention(4, 2, { dtype, causal: true }),
    inputs: [[2, 3, 4]],
    output: [2, 3, 4],
    expected: ([x], variable) => attention(x!, x!, variable, { heads: 2, causal: true }),
    wrong: { inputs: [[2, 3, 5]], message: "MultiHeadAttention: expected query [n, l, 4], got [2, 3, 5]" },
    multiplyAdds: 2 * (4 * 3 * 16 + 2 * 9 * 4),
  },
  {
    name: "MultiHeadAttention to a memory",
    make: (dtype) => new MultiHeadAttention(4, 2, { dtype, bias: false }),
    inputs: [
      [2, 3, 4],
      [2, 2, 4],
    ],
    output: [2, 3, 4],
    expected: ([x, memory], variable) => attention(x!, memory!, variable, { heads: 2, bias: false }),
    wrong: {
      inputs: [
        [2, 3, 4],
        [1, 2, 4],
      ],
      message: "MultiHeadAttention: expected key [2, l, 4], got [1, 2, 4]",
    },
  },
];
