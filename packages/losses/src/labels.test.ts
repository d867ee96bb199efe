import { tensor, UsageError } from "@mebae/tensor";
import { expect, test } from "vitest";
import { softmaxCrossEntropy } from "./softmaxCrossEntropy.js";

test("a label outside the classes is named with the loss and its row", () => {
  const logits = tensor([1, 2, 3, 4, 5, 6], { shape: [2, 3] });
  const labels = tensor([0, 3], { dtype: "int32" });
  const call = () => softmaxCrossEntropy(logits, labels);
  expect(call).toThrow(UsageError);
  expect(call).toThrow("softmaxCrossEntropy: label 3 in row 1 is outside the 3 classes");
});
