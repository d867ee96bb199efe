import { grad, tensor, UsageError } from "@mebae/tensor";
import { expect, test } from "vitest";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy.js";

test("a label outside the classes is named with the loss and its row", () => {
  const logits = tensor([1, 2, 3, 4, 5, 6], { shape: [2, 3] });
  const labels = tensor([0, 3], { dtype: "int32" });
  const call = () => softmaxCrossEntropy(logits, labels);
  expect(call).toThrow(UsageError);
  expect(call).toThrow("softmaxCrossEntropy: label 3 in row 1 is outside the 3 classes");
});

test("a logit of -∞ hides a class that isn't the target, in the loss and in its gradient", () => {
  const logits = tensor([[Number.NEGATIVE_INFINITY, 0, 1]]);
  const loss = (target: number) =>
    softmaxCrossEntropy(logits, tensor([target], { dtype: "int32" })).itemSync();
  // log(1 + e), as PyTorch has it.
  expect(loss(1)).toBeCloseTo(1.3132617, 6);
  expect(loss(0)).toBe(Number.POSITIVE_INFINITY);
  const [dx] = grad((x) => softmaxCrossEntropy(x, tensor([1], { dtype: "int32" })))(logits);
  const p = 1 / (1 + Math.E);
  expect([...dx!.dataSync()].map((value) => +value.toFixed(6))).toEqual([
    0,
    +(p - 1).toFixed(6),
    +(1 - p).toFixed(6),
  ]);
  const rows = softmaxCrossEntropy(logits, tensor([[0, 0.5, 0.5]]));
  expect(rows.itemSync()).toBeCloseTo(0.8132617, 6);
  expect(softmaxCrossEntropy(tensor([[1, 2]]), tensor([[Number.NaN, 1]])).itemSync()).toBeNaN();
});

test("labels in a column are told both shapes that would fit", () => {
  const labels = tensor([[0], [1]], { dtype: "int32" });
  expect(() => softmaxCrossEntropy(tensor([1, 2, 3, 4, 5, 6], { shape: [2, 3] }), labels)).toThrow(
    "softmaxCrossEntropy: expected target [2, 3], or labels [2], got [2, 1]",
  );
});
