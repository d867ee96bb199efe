import { oneHot, tensor } from "@mebae/tensor";
import { expect } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, refusalOf } from "../testing/run.js";

gpuTest("rows of every dtype", async () => {
  for (const dtype of ["float32", "int32", "uint8", "bool"] as const)
    await checkKernel((backend) => oneHot(tensor([2, 0, 1, 2, 1], { dtype: "int32", backend }), 3, dtype));
  await checkKernel((backend) => oneHot(tensor([[2], [6]], { dtype: "uint8", backend }), 7));
});

gpuTest("a label outside the classes is refused with the first row that has one", async () => {
  const error = await refusalOf((backend) => oneHot(tensor([2, 0, -1, 3], { dtype: "int32", backend }), 3));
  expect(error?.message).toBe("oneHot: label -1 in row 2 is outside the 3 classes");
});
