import { formula, power } from "../formula/formula.js";
import type { Cell, Values } from "../setup.js";
import { columnsOf, joined, type LayerPage, type Piece, range, rowsOf, stretched } from "./layer.js";

function derive({ name, row, column }: Cell, values: Values): Piece[] | undefined {
  const [batch, outputs] = [rowsOf(values["x"]!), columnsOf(values["W"]!)];
  const dy = (i: number, j: number) => stretched(values, "dy", i, j);
  switch (name) {
    case "y": {
      const terms = range(columnsOf(values["x"]!)).map((k): Piece[] => [
        { name: "x", row, column: k },
        "·",
        { name: "W", row: k, column },
      ]);
      return joined([...terms, [{ name: "b", row: 0, column }]]);
    }
    case "dx":
      return joined(range(outputs).map((j) => [dy(row, j), "·", { name: "W", row: column, column: j }]));
    case "dW":
      return joined(range(batch).map((i) => [{ name: "x", row: i, column: row }, "·", dy(i, column)]));
    case "db":
      return joined(range(batch).map((i) => [dy(i, column)]));
    default:
      return undefined;
  }
}

const W = [
  [4, 5, 6],
  [7, 8, 9],
];
const b = [[10, 11, 12]];

export const affine: LayerPage = {
  id: "affine",
  title: "Affine",
  operation: "xW + b",
  inputs: [{ name: "x" }, { name: "W" }, { name: "b" }],
  output: { name: "y" },
  upstream: { name: "dy" },
  example: { x: [[1, 2]], W, b, dy: [[1, 2, 3]] },
  trial: {
    x: [
      [1, 2],
      [3, 4],
    ],
    W,
    b,
    dy: [
      [1, 2, 3],
      [4, 5, 6],
    ],
  },
  shapes: ({ x, W }) => ({
    W: [columnsOf(x!), columnsOf(W!)],
    b: [1, columnsOf(W!)],
    dy: [rowsOf(x!), columnsOf(W!)],
  }),
  forward: [formula("y = x W + b")],
  backward: [
    formula("dx = dy", power("W", "⊤")),
    formula("dW =", power("x", "⊤"), "dy"),
    formula("db = Σ dy"),
  ],
  derive,
};
