import { formula, fraction, power } from "../formula/formula.js";
import { type LayerPage, stretched } from "./layer.js";
import { likeInput } from "./likeInput.js";

const dy = [[1, 1, 1]];

export const sigmoid: LayerPage = {
  id: "sigmoid",
  title: "Sigmoid",
  operation: "σ(x)",
  inputs: [{ name: "x", step: 0.5 }],
  output: { name: "y" },
  upstream: { name: "dy" },
  example: { x: [[-2, 0, 2]], dy },
  trial: { x: [[-1000, 0, 1000]], dy },
  shapes: likeInput,
  forward: [formula("y =", fraction("1", formula("1 +", power("e", "− x"))))],
  backward: [formula("dx = dy · y ( 1 − y )")],
  derive({ name, row, column }, values) {
    const [x, y] = [
      { name: "x", row, column },
      { name: "y", row, column },
    ];
    if (name === "y") return ["1 / (1 + exp(−", x, "))"];
    return name === "dx" ? [stretched(values, "dy", row, column), "·", y, "·(1 − ", y, ")"] : undefined;
  },
};
