import { formula, fraction, index, power } from "../formula/formula.js";
import type { Cell, Matrix, Values } from "../setup.js";
import { columnsOf, joined, type LayerPage, numberAt, type Piece, range, rowsOf } from "./layer.js";

/** Whether t names classes: one column of whole numbers beside several classes. */
export function isLabelled({ x, t }: Values): boolean {
  return columnsOf(t!) === 1 && columnsOf(x!) > 1 && t!.flat().every(Number.isInteger);
}

/** The same targets in the other form: a row's largest probability names its class. */
export function otherTargets(values: Values): Values {
  const { x, t } = values as { x: Matrix; t: Matrix };
  const classes = range(columnsOf(x));
  const other = isLabelled(values)
    ? t.map(([label]) => classes.map((k) => (k === label ? 1 : 0)))
    : t.map((row) => [row.indexOf(Math.max(...row))]);
  return { ...values, t: other };
}

/** exp(x - m) of each class, m being the row's greatest logit. */
function exponentials(row: number, values: Values): { greatest: Cell; sum: Piece[] } {
  const logits = values["x"]![row]!;
  const greatest = { name: "x", row, column: logits.indexOf(Math.max(...logits)) };
  return {
    greatest,
    sum: joined(range(logits.length).map((column) => exponential({ name: "x", row, column }, greatest))),
  };
}

const exponential = (x: Cell, greatest: Cell): Piece[] => ["exp(", x, " − ", greatest, ")"];

/** t·(log Σ exp(x - m) + m - x) of a row's classes that t counts, by log-sum-exp: nothing is lost where y is 0. */
function lossTerms(row: number, values: Values): Piece[][] {
  const { greatest, sum } = exponentials(row, values);
  const minusLog = (column: number): Piece[] => [
    "(log(",
    ...sum,
    ") + ",
    greatest,
    " − ",
    { name: "x", row, column },
    ")",
  ];
  const targets = values["t"]![row]!;
  if (isLabelled(values)) return [minusLog(targets[0]!)];
  return range(targets.length)
    .filter((column) => targets[column] !== 0)
    .map((column) => [{ name: "t", row, column }, "·", ...minusLog(column)]);
}

function derive({ name, row, column }: Cell, values: Values): Piece[] | undefined {
  const batch = rowsOf(values["x"]!);
  if (name === "y") {
    const { greatest, sum } = exponentials(row, values);
    return [...exponential({ name: "x", row, column }, greatest), " / (", ...sum, ")"];
  }
  if (name === "L") {
    const terms = joined(range(batch).flatMap((one) => lossTerms(one, values)));
    return ["(", ...(terms.length > 0 ? terms : ["0"]), `) / ${batch}`];
  }
  if (name !== "dx") return undefined;
  const [y, dL] = [
    { name: "y", row, column },
    { name: "dL", row: 0, column: 0 },
  ];
  const end: Piece[] = [`) / ${batch} · `, dL];
  const target = values["t"]![row]!;
  if (isLabelled(values)) return ["(", y, ` − ${target[0] === column ? 1 : 0}`, ...end];
  const targets = range(target.length).map((k): Piece[] => [{ name: "t", row, column: k }]);
  const total = target.reduce((sum, value) => sum + value, 0);
  // Probabilities add up to 1; where these targets don't, their sum is a factor of y.
  const factor = Math.abs(total - 1) > 1e-12 ? ["·(", ...joined(targets), ")"] : [];
  return ["(", y, ...factor, " − ", numberAt(values, { name: "t", row, column }) === 0 ? "0" : targets[column]![0]!, ...end]; // biome-ignore format: one calculation
}

const t = [[0, 0, 1]];

export const softmaxWithLoss: LayerPage = {
  id: "softmaxWithLoss",
  title: "Softmax-with-loss",
  operation: "softmax\n−Σ t log y",
  inputs: [
    { name: "x", step: 0.1 },
    { name: "t", step: 0.1, hasGradient: false, fixed: "columns" },
  ],
  between: { name: "y", hasGradient: false },
  output: { name: "L", form: "scalar" },
  upstream: { name: "dL", form: "scalar", fixed: "shape" },
  example: { x: [[0.3, 2.9, 4]], t, dL: [[1]] },
  trial: { x: [[10_000, 0, -10_000]], t, dL: [[1]] },
  shapes: (values) => {
    const { x } = values as { x: Matrix };
    return { t: [rowsOf(x), isLabelled(values) ? 1 : columnsOf(x)], dL: [1, 1] };
  },
  random(values, draw) {
    const classes = columnsOf(values["x"]!);
    const labels = range(rowsOf(values["x"]!)).map(() => Math.floor(draw() * classes));
    const t = isLabelled(values)
      ? labels.map((label) => [label])
      : labels.map((label) => range(classes).map((k) => (k === label ? 1 : 0)));
    return { t, dL: [[1]] };
  },
  forward: [
    formula(index("y", "k"), "=", fraction(power("e", formula(index("x", "k"), "− m")), formula(index("Σ", "j"), power("e", formula(index("x", "j"), "− m"))))), // biome-ignore format: one formula
    formula("m = max", index("x", "j")),
    formula("L = −", fraction("1", "n"), "Σ", index("t", "k"), "log", index("y", "k")),
  ],
  backward: [formula("dx =", fraction("y − t", "n"), "dL")],
  derive,
};
