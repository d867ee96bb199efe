import {
  createReferenceBackend,
  grad,
  logSoftmax,
  type NestedArray,
  sum,
  type Tensor,
  tensor,
} from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "./index.js";
import fixture from "./testing/torch.fixture.json" with { type: "json" };

const backends = { cpu: undefined, reference: createReferenceBackend() };
const reductions: readonly losses.Reduction[] = ["mean", "sum", "none"];

for (const [backendName, backend] of Object.entries(backends)) {
  const float64 = (values: NestedArray) => tensor(values, { dtype: "float64", backend });
  const int32 = (values: NestedArray) => tensor(values, { dtype: "int32", backend });
  const { inputs } = fixture;
  const { classWeights } = inputs;
  const target = float64(inputs.target);
  const soft = float64(inputs.probabilities);
  const labels = int32(inputs.labels);
  const chances = float64(inputs.chances);
  const ones = float64([
    [1, 1, 1],
    [1, 1, 1],
  ]);

  /** The calls that scripts/torchFixtures.py made of PyTorch, by name. */
  const calls: Record<keyof typeof fixture.cases, (x: Tensor, options: losses.LossOptions) => Tensor> = {
    "softmaxCrossEntropy of labels": (x, o) => losses.softmaxCrossEntropy(x, labels, o),
    "softmaxCrossEntropy of one row": (x, o) => losses.softmaxCrossEntropy(x, int32(inputs.labels[0]!), o),
    "softmaxCrossEntropy of soft rows": (x, o) => losses.softmaxCrossEntropy(x, soft, o),
    "softmaxCrossEntropy, smoothed": (x, o) =>
      losses.softmaxCrossEntropy(x, labels, { labelSmoothing: 0.2, ...o }),
    "softmaxCrossEntropy of soft rows, smoothed": (x, o) =>
      losses.softmaxCrossEntropy(x, soft, { labelSmoothing: 0.2, ...o }),
    "softmaxCrossEntropy, weighted": (x, o) => losses.softmaxCrossEntropy(x, labels, { classWeights, ...o }),
    "softmaxCrossEntropy, weighted and smoothed": (x, o) =>
      losses.softmaxCrossEntropy(x, labels, { classWeights, labelSmoothing: 0.2, ...o }),
    "softmaxCrossEntropy of soft rows, weighted": (x, o) =>
      losses.softmaxCrossEntropy(x, soft, { classWeights, ...o }),
    "softmaxCrossEntropy of huge logits": (x, o) => losses.softmaxCrossEntropy(x, int32([0, 0]), o),
    binaryCrossEntropy: (x, o) => losses.binaryCrossEntropy(x, chances, o),
    "binaryCrossEntropy, weighted": (x, o) =>
      losses.binaryCrossEntropy(x, chances, { positiveWeight: 3, ...o }),
    "binaryCrossEntropy of huge logits": (x, o) => losses.binaryCrossEntropy(x, ones, o),
    meanSquaredError: (x, o) => losses.meanSquaredError(x, target, o),
    meanAbsoluteError: (x, o) => losses.meanAbsoluteError(x, target, o),
    huber: (x, o) => losses.huber(x, target, { delta: 0.7, ...o }),
    gaussianNegativeLogLikelihood: (x, o) =>
      losses.gaussianNegativeLogLikelihood(x, target, float64(inputs.variances), o),
    klDivergence: (x, o) => losses.klDivergence(logSoftmax(x), soft, o),
    poissonNegativeLogLikelihood: (x, o) => losses.poissonNegativeLogLikelihood(x, float64(inputs.counts), o),
  };

  describe.each(Object.entries(calls))(`%s on ${backendName}`, (name, call) => {
    const expected = fixture.cases[name as keyof typeof fixture.cases];
    test.each(reductions)("gives PyTorch's loss and gradient, reduction %s", (reduction) => {
      const x = float64(expected.x);
      expectClose(call(x, { reduction }), float64(expected[reduction].loss));
      const [gradient] = grad((logits: Tensor) => sum(call(logits, { reduction })))(x);
      expectClose(gradient!, float64(expected[reduction].gradient));
    });
  });
}

function expectClose(a: Tensor, b: Tensor): void {
  expect(a.shape).toEqual(b.shape);
  const right = b.dataSync();
  a.dataSync().forEach((value, i) => {
    expect(Math.abs(value - right[i]!)).toBeLessThanOrEqual(1e-12 * (1 + Math.abs(right[i]!)));
  });
}
