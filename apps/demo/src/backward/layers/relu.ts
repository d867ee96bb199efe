import { cases, formula } from "../formula/formula.js";
import { type LayerPage, numberAt, stretched } from "./layer.js";
import { likeInput } from "./likeInput.js";

export const relu: LayerPage = {
  id: "relu",
  title: "ReLU",
  operation: "max(x, 0)",
  inputs: [{ name: "x", step: 0.5 }],
  output: { name: "y" },
  upstream: { name: "dy" },
  example: {
    x: [
      [1, -0.5],
      [-2, 3],
    ],
    dy: [
      [1, 2],
      [3, 4],
    ],
  },
  trial: {
    x: [
      [0, -1],
      [1000, -1000],
    ],
    dy: [
      [1, 2],
      [3, 4],
    ],
  },
  shapes: likeInput,
  forward: [formula("y = max ( x , 0 )")],
  backward: [formula("dx =", cases(["dy", "x > 0"], ["0", "x ≤ 0"]))],
  derive({ name, row, column }, values) {
    const x = { name: "x", row, column };
    if (name === "y") return ["max(", x, ", 0)"];
    if (name !== "dx") return undefined;
    const dy = stretched(values, "dy", row, column);
    return numberAt(values, x) > 0 ? [dy, " (", x, " > 0)"] : ["0 (", x, " ≤ 0)"];
  },
};
