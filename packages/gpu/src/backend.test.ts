import { add, exp, oneHot, softmax, sum, tensor } from "@mebae/tensor";
import { expect } from "vitest";
import { gpu } from "./backend.js";
import { gpuTest } from "./testing/dawn.js";

gpuTest("elementwise ops, reductions and a composite", async () => {
  using backend = await gpu();
  const x = tensor(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    { backend },
  );
  expect([...(await add(x, 1).data())]).toEqual([2, 3, 4, 5, 6, 7]);
  expect([...(await sum(x, { axes: 0 }).data())]).toEqual([5, 7, 9]);
  expect([...(await sum(x, { axes: 1 }).data())]).toEqual([6, 15]);
  expect(await exp(tensor([1], { backend })).item()).toBeCloseTo(Math.E, 6);
  expect([...(await softmax(x).data())][2]).toBeCloseTo(0.66524096, 6);
});

gpuTest("a refused value throws with the next read", async () => {
  using backend = await gpu();
  const hot = oneHot(tensor([2, 0, -1, 3], { dtype: "int32", backend }), 3);
  await expect(hot.data()).rejects.toThrow("oneHot: label -1 in row 2 is outside the 3 classes");
  const fine = oneHot(tensor([2], { dtype: "int32", backend }), 3);
  expect([...(await fine.data())]).toEqual([0, 0, 1]);
});
