import {
  checkGradients,
  grad,
  logSoftmax,
  memory,
  scope,
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
  readonly name: string;
  readonly loss: (x: Tensor, options?: Options) => Tensor;
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
    loss: (x, o) => losses.softmaxCrossEntropy(x, labels, o),
    expected: (x) => x.map((row, i) => logSumExp(row) - row[[2, 0][i]!]!),
  },
  {
    name: "softmaxCrossEntropy of rows",
    loss: (x, o) => losses.softmaxCrossEntropy(x, soft, o),
    expected: (x) =>
      x.map((row, i) => row.reduce((sum, v, k) => sum + rows(soft)[i]![k]! * (logSumExp(row) - v), 0)),
  },
  {
    name: "softmaxCrossEntropy, smoothed",
    loss: (x, o) => losses.softmaxCrossEntropy(x, labels, { labelSmoothing: 0.3, ...o }),
    expected: (x) =>
      x.map((row, i) =>
        row.reduce((sum, v, k) => sum + ([2, 0][i] === k ? 0.8 : 0.1) * (logSumExp(row) - v), 0),
      ),
  },
  {
    name: "binaryCrossEntropy",
    loss: (x, o) => losses.binaryCrossEntropy(x, ones, { positiveWeight: 2, ...o }),
    expected: (x) => pairs(x, rows(ones), (v, target) => (target ? 2 * softplus(-v) : softplus(v))),
  },
  {
    name: "meanSquaredError",
    loss: (x, o) => losses.meanSquaredError(x, t, o),
    expected: (x) => pairs(x, rows(t), (a, b) => (a - b) ** 2),
  },
  {
    name: "meanAbsoluteError",
    loss: (x, o) => losses.meanAbsoluteError(x, t, o),
    expected: (x) => pairs(x, rows(t), (a, b) => Math.abs(a - b)),
  },
  {
    name: "huber",
    loss: (x, o) => losses.huber(x, t, { delta: 0.7, ...o }),
    expected: (x) =>
      pairs(x, rows(t), (a, b) =>
        Math.abs(a - b) <= 0.7 ? (a - b) ** 2 / 2 : 0.7 * (Math.abs(a - b) - 0.35),
      ),
  },
  {
    name: "klDivergence",
    loss: (x, o) => scope(() => losses.klDivergence(logSoftmax(x), soft, o)),
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
    loss: (x, o) => losses.gaussianNegativeLogLikelihood(x, t, variances, o),
    expected: (x) =>
      pairs(x, rows(t), (a, b, i) => {
        const variance = rows(variances).flat()[i]!;
        return (Math.log(2 * Math.PI * variance) + (b - a) ** 2 / variance) / 2;
      }),
  },
  {
    name: "poissonNegativeLogLikelihood",
    loss: (x, o) => losses.poissonNegativeLogLikelihood(x, counts, o),
    expected: (x) =>
      pairs(x, rows(counts), (a, n) => {
        const factorial = Array.from({ length: n }, (_, i) => i + 1).reduce((product, i) => product * i, 1);
        return Math.exp(a) - n * a + Math.log(factorial);
      }),
  },
];

describe.each(lossCases)("$name", ({ loss, expected }) => {
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
