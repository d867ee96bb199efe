import { formula, fraction, power, root } from "../formula/formula.js";
import type { Cell, Values } from "../setup.js";
import { columnsOf, joined, type LayerPage, type Piece, range, rowsOf, stretched } from "./layer.js";

/** A sum over the whole batch: all rows of this column. */
const overBatch = (values: Values, term: (row: number) => Piece[]): Piece[] =>
  joined(range(rowsOf(values["x"]!)).map(term));

function derive({ name, row, column }: Cell, values: Values): Piece[] | undefined {
  const n = rowsOf(values["x"]!);
  const here = (of: string, i = row): Cell => stretched(values, of, i, column);
  const γ = here("γ");
  switch (name) {
    case "μ":
      return ["(", ...overBatch(values, (i) => [here("x", i)]), `) / ${n}`];
    case "σ²":
      return ["(", ...overBatch(values, (i) => ["(", here("x", i), " − ", here("μ"), ")²"]), `) / ${n}`];
    case "s":
      return ["√(", here("σ²"), " + 10⁻⁵)"];
    case "x̂":
      return ["(", here("x"), " − ", here("μ"), ") / ", here("s")];
    case "y":
      return [γ, "·", here("x̂"), " + ", here("β")];
    case "①":
      return [γ, "·", here("dy"), " / ", here("s")];
    case "②":
      return ["−", γ, " / ", here("s"), " · (", ...overBatch(values, (i) => [here("dy", i)]), `) / ${n}`];
    case "③": {
      const products = overBatch(values, (i) => [here("dy", i), "·", here("x̂", i)]);
      return ["−", γ, " / ", here("s"), " · ", here("x̂"), " · (", ...products, `) / ${n}`];
    }
    case "dx":
      return [here("①"), " + ", here("②"), " + ", here("③")];
    case "dγ":
      return overBatch(values, (i) => [here("dy", i), "·", here("x̂", i)]);
    case "dβ":
      return overBatch(values, (i) => [here("dy", i)]);
    case "μ′":
      return ["0.9·0 + 0.1·", here("μ")];
    case "σ²′":
      return ["0.9·1 + 0.1·", here("σ²")];
    case "y′":
      return [γ, "·(", here("x"), " − ", here("μ′"), ") / √(", here("σ²′"), " + 10⁻⁵) + ", here("β")];
    default:
      return undefined;
  }
}

const x = [
  [1, 2],
  [2, -1],
  [6, 5],
];
const [γ, β] = [[[1, 2]], [[0, 1]]];

export const batchNorm: LayerPage = {
  id: "batchNorm",
  title: "BatchNorm",
  operation: "γx̂ + β",
  inputs: [{ name: "x" }, { name: "γ", form: "vector", step: 0.5 }, { name: "β", form: "vector", step: 0.5 }],
  output: { name: "y" },
  upstream: { name: "dy" },
  inside: [
    [
      { name: "μ", form: "vector" },
      { name: "σ²", form: "vector" },
      { name: "s", form: "vector" },
      { name: "x̂" },
    ],
    [{ name: "①" }, { name: "②" }, { name: "③" }],
    [{ name: "μ′", form: "vector" }, { name: "σ²′", form: "vector" }, { name: "y′" }],
  ],
  example: {
    x,
    γ,
    β,
    dy: [
      [1, 0],
      [0, 1],
      [0, 0],
    ],
  },
  trial: { x, γ, β, dy: x.map((row) => row.map(() => 1)) },
  shapes: ({ x }) => ({
    γ: [1, columnsOf(x!)],
    β: [1, columnsOf(x!)],
    dy: [rowsOf(x!), columnsOf(x!)],
  }),
  forward: [
    formula("μ =", fraction("1", "n"), "Σ x"),
    formula(power("σ", "2"), "=", fraction("1", "n"), "Σ", power("( x − μ )", "2")),
    formula("s =", root(formula(power("σ", "2"), "+ ε"))),
    formula("x̂ =", fraction("x − μ", "s")),
    formula("y = γ x̂ + β"),
  ],
  backward: [
    formula("dβ = Σ dy"),
    formula("dγ = Σ dy · x̂"),
    formula("① =", fraction("γ", "s"), "dy"),
    formula("② = −", fraction("γ", "s"), "·", fraction("1", "n"), "Σ dy"),
    formula("③ = −", fraction("γ", "s"), "x̂ ·", fraction("1", "n"), "Σ dy · x̂"),
    formula("dx = ① + ② + ③"),
  ],
  derive,
};
