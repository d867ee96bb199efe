import {
  at,
  checkGradients,
  formatShape,
  grad,
  logSoftmax,
  memory,
  scope,
  slice,
  stack,
  type Tensor,
  tensor,
  useFinalizer,
} from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "./index.js";

useFinalizer(false);

const float64 = { dtype: "float64" } as const;
const y = tensor(
  [
    [0.3, -1.2, 2.5],
    [1.1, 0.4, -0.7],
  ],
  float64,
);
const t = tensor(
  [
    [0.5, -1.0, 0.5],
    [1.0, 3.0, -0.5],
  ],
  float64,
);
const soft = tensor(
  [
    [0.2, 0.3, 0.5],
    [1, 0, 0],
  ],
  float64,
);
const ones = tensor(
  [
    [1, 0, 1],
    [0, 0, 1],
  ],
  float64,
);
const counts = tensor(
  [
    [1, 0, 4],
    [2, 0, 1],
  ],
  float64,
);
const variances = tensor(
  [
    [0.5, 1.5, 2],
    [0.25, 1, 3],
  ],
  float64,
);
const labels = tensor([2, 0], { dtype: "int32" });

type Options = { reduction?: losses.Reduction };

interface LossCase {
  /** The name under which the package exports the loss, and what is special about the case. */
  readonly name: string;
  /** What the output is compared with: a target, and whatever else has its shape. */
  readonly targets: readonly Tensor[];
  readonly loss: (x: Tensor, targets: readonly Tensor[], options?: Options) => Tensor;
  /** The loss of each row or element, in plain JavaScript, from rows of numbers. */
  readonly expected: (x: number[][]) => number[];
}

const logSumExp = (row: number[]) => Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0));
const pairs = (x: number[][], other: number[][], f: (a: number, b: number, i: number) => number) =>
  x.flatMap((row, i) => row.map((value, k) => f(value, other[i]![k]!, i * 3 + k)));
const softplus = (x: number) => Math.log(1 + Math.exp(x));
const rows = (values: Tensor) => values.arraySync() as number[][];

const lossCases: LossCase[] = [
  {
    name: "softmaxCrossEntropy of labels",
    targets: [labels],
    loss: (x, [target], o) => losses.softmaxCrossEntropy(x, target!, o),
    expected: (x) => x.map((row, i) => logSumExp(row) - row[[2, 0][i]!]!),
  },
  {
    name: "softmaxCrossEntropy of rows",
    targets: [soft],
    loss: (x, [target], o) => losses.softmaxCrossEntropy(x, target!, o),
    expected: (x) =>
      x.map((row, i) => row.reduce((sum, v, k) => sum + rows(soft)[i]![k]! * (logSumExp(row) - v), 0)),
  },
  {
    name: "softmaxCrossEntropy, smoothed",
    targets: [labels],
    loss: (x, [target], o) => losses.softmaxCrossEntropy(x, target!, { labelSmoothing: 0.3, ...o }),
    expected: (x) =>
      x.map((row, i) =>
        row.reduce((sum, v, k) => sum + ([2, 0][i] === k ? 0.8 : 0.1) * (logSumExp(row) - v), 0),
      ),
  },
  {
    name: "binaryCrossEntropy",
    targets: [ones],
    loss: (x, [target], o) => losses.binaryCrossEntropy(x, target!, { positiveWeight: 2, ...o }),
    expected: (x) => pairs(x, rows(ones), (v, target) => (target ? 2 * softplus(-v) : softplus(v))),
  },
  {
    name: "meanSquaredError",
    targets: [t],
    loss: (x, [target], o) => losses.meanSquaredError(x, target!, o),
    expected: (x) => pairs(x, rows(t), (a, b) => (a - b) ** 2),
  },
  {
    name: "meanAbsoluteError",
    targets: [t],
    loss: (x, [target], o) => losses.meanAbsoluteError(x, target!, o),
    expected: (x) => pairs(x, rows(t), (a, b) => Math.abs(a - b)),
  },
  {
    name: "huber",
    targets: [t],
    loss: (x, [target], o) => losses.huber(x, target!, { delta: 0.7, ...o }),
    expected: (x) =>
      pairs(x, rows(t), (a, b) =>
        Math.abs(a - b) <= 0.7 ? (a - b) ** 2 / 2 : 0.7 * (Math.abs(a - b) - 0.35),
      ),
  },
  {
    name: "klDivergence",
    targets: [soft],
    loss: (x, [target], o) => scope(() => losses.klDivergence(logSoftmax(x), target!, o)),
    expected: (x) =>
      x.map((row, i) =>
        row.reduce((sum, v, k) => {
          const p = rows(soft)[i]![k]!;
          return p ? sum + p * (Math.log(p) - v + logSumExp(row)) : sum;
        }, 0),
      ),
  },
  {
    name: "gaussianNegativeLogLikelihood",
    targets: [t, variances],
    loss: (x, [target, spread], o) => losses.gaussianNegativeLogLikelihood(x, target!, spread!, o),
    expected: (x) =>
      pairs(x, rows(t), (a, b, i) => {
        const variance = rows(variances).flat()[i]!;
        return (Math.log(2 * Math.PI * variance) + (b - a) ** 2 / variance) / 2;
      }),
  },
  {
    name: "poissonNegativeLogLikelihood",
    targets: [counts],
    loss: (x, [target], o) => losses.poissonNegativeLogLikelihood(x, target!, o),
    expected: (x) =>
      pairs(x, rows(counts), (a, n) => {
        const factorial = Array.from({ length: n }, (_, i) => i + 1).reduce((product, i) => product * i, 1);
        return Math.exp(a) - n * a + Math.log(factorial);
      }),
  },
];

describe.each(lossCases)("$name", ({ name, targets, expected, ...lossCase }) => {
  const loss = (x: Tensor, options?: Options) => lossCase.loss(x, targets, options);
  const values = expected(rows(y));
  const total = values.reduce((sum, value) => sum + value, 0);

  test("none, sum and mean", () => {
    const each = loss(y, { reduction: "none" }).dataSync();
    expect(each.length).toBe(values.length);
    values.forEach((value, i) => expect(each[i]).toBeCloseTo(value, 12));
    expect(loss(y, { reduction: "sum" }).itemSync()).toBeCloseTo(total, 12);
    expect(loss(y).itemSync()).toBeCloseTo(total / values.length, 12);
    expect(() => loss(y, { reduction: "all" as never })).toThrow('"mean", "sum" or "none", got all');
  });

  test("first and second gradients", async () => {
    await checkGradients((x: Tensor) => loss(x), [y]);
    await checkGradients((x: Tensor) => loss(x), [y], { order: 2 });
  });

  test("refuses a target that would only fit by broadcasting, and names itself", () => {
    const own = name.match(/^\w+/)![0];
    targets.forEach((target, place) => {
      for (const narrow of broadcastable(target)) {
        const call = () => lossCase.loss(y, targets.with(place, narrow));
        expect(call, formatShape(narrow.shape)).toThrow(`${own}: expected `);
      }
    });
  });

  test("frees what it makes", () => {
    for (const reduction of ["mean", "sum", "none"] as const) {
      const before = memory();
      const result = loss(y, { reduction });
      expect(memory().tensors - before.tensors).toBe(1);
      result.dispose();
      expect(memory()).toEqual(before);
    }
  });
});

/** Tensors that NumPy would stretch to this one's shape, or stretch this one to. */
function broadcastable(x: Tensor): Tensor[] {
  const one = (axis: number) => slice(x, [...new Array(axis).fill(null), { stop: 1 }]);
  return [...x.shape.map((_, axis) => one(axis)), at(x, 0), stack([x, x])];
}

test("every loss has a case", () => {
  const tested = new Set(lossCases.map(({ name }) => name.match(/^\w+/)![0]));
  const missing = Object.keys(losses)
    .filter((name) => !tested.has(name))
    .map((name) => `${name} has no case in packages/losses/src/losses.test.ts`);
  expect(missing, missing.join("; ")).toEqual([]);
});

test("class weights divide the mean by the labels' weights", () => {
  const each = losses.softmaxCrossEntropy(y, labels, { reduction: "none" }).dataSync();
  const weighted = losses.softmaxCrossEntropy(y, labels, { classWeights: [2, 1, 0.5] }).itemSync();
  expect(weighted).toBeCloseTo((0.5 * each[0]! + 2 * each[1]!) / 2.5, 12);
});

test("huge logits keep the loss and its gradient finite", () => {
  const logits = tensor([
    [1e4, -1e4, 0],
    [-1e4, 1e4, 0],
  ]);
  expect(losses.softmaxCrossEntropy(logits, tensor([0, 0], { dtype: "int32" })).itemSync()).toBe(1e4);
  const [slope] = grad((x: Tensor) => losses.softmaxCrossEntropy(x, tensor([0, 0], { dtype: "int32" })))(
    logits,
  );
  expect([...slope!.dataSync()]).toEqual([0, 0, 0, -0.5, 0.5, 0]);
  const binary = tensor([1e4, -1e4]);
  expect([...losses.binaryCrossEntropy(binary, tensor([0, 1]), { reduction: "none" }).dataSync()]).toEqual([
    1e4, 1e4,
  ]);
});

test("one row of logits and a scalar label", () => {
  const loss = losses.softmaxCrossEntropy(tensor([0, 0, 0, 0], float64), tensor(1, { dtype: "int32" }));
  expect(loss.itemSync()).toBeCloseTo(Math.log(4), 12);
});

test("refusals say what was expected", () => {
  const x = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const int = (values: number[]) => tensor(values, { dtype: "int32" });
  expect(() => losses.softmaxCrossEntropy(x, int([0, 3]))).toThrow(/row 1.*3/);
  expect(() => losses.softmaxCrossEntropy(x, int([0, 1, 2]))).toThrow("expected labels [2]");
  expect(() => losses.softmaxCrossEntropy(x, tensor([0, 1]))).toThrow(
    "labels of int32 or uint8, got float32",
  );
  expect(() => losses.softmaxCrossEntropy(x, int([0, 1]), { classWeights: [1] })).toThrow(
    "3 class weights, got 1",
  );
  expect(() => losses.softmaxCrossEntropy(x, int([0, 1]), { labelSmoothing: 2 })).toThrow(
    "from 0 to 1, got 2",
  );
  expect(() => losses.softmaxCrossEntropy(tensor(1), int([0]))).toThrow("expected logits [n, classes]");
  expect(() => losses.meanSquaredError(x, tensor([1, 2]))).toThrow(
    "meanSquaredError: expected target [2, 3], got [2]",
  );
  expect(() => losses.huber(x, x, { delta: 0 })).toThrow("expected a finite delta above 0, got 0");
  expect(() => losses.huber(x, x, { delta: Number.POSITIVE_INFINITY })).toThrow("got Infinity");
});
