import { formula } from "../formula/formula.js";
import type { Cell, Values } from "../setup.js";
import { columnsOf, joined, type LayerPage, type Piece, range, rowsOf, stretched } from "./layer.js";

/** The terms dz·other of all places where this number of `name` was used; several where it was stretched. */
function gradient(cell: Cell, name: string, other: string, values: Values): Piece[] {
  const z = values["z"]!;
  const places = range(rowsOf(z)).flatMap((row) => range(columnsOf(z)).map((column) => ({ row, column })));
  const used = places.filter(({ row, column }) => {
    const source = stretched(values, name, row, column);
    return source.row === cell.row && source.column === cell.column;
  });
  return joined(
    used.map(({ row, column }) => [
      stretched(values, "dz", row, column),
      "·",
      stretched(values, other, row, column),
    ]),
  );
}

export const multiply: LayerPage = {
  id: "multiply",
  title: "Multiply",
  operation: "×",
  inputs: [{ name: "x" }, { name: "y" }],
  output: { name: "z" },
  upstream: { name: "dz", form: "vector" },
  example: { x: [[1], [2]], y: [[3], [4]], dz: [[5]] },
  trial: { x: [[2]], y: [[3], [4]], dz: [[5]] },
  shapes: ({ x }) => {
    const shape = [rowsOf(x!), columnsOf(x!)] as const;
    return { y: shape, dz: shape };
  },
  forward: [formula("z = x · y")],
  backward: [formula("dx = dz · y"), formula("dy = dz · x")],
  derive(cell, values) {
    const { name, row, column } = cell;
    if (name === "z") return [stretched(values, "x", row, column), "·", stretched(values, "y", row, column)];
    if (name === "dx") return gradient(cell, "x", "y", values);
    return name === "dy" ? gradient(cell, "y", "x", values) : undefined;
  },
};
