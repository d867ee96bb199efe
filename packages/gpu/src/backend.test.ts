import {
  add,
  BackendError,
  cast,
  cholesky,
  compile,
  exp,
  Key,
  matmul,
  mul,
  normal,
  oneHot,
  relu,
  softmax,
  sum,
  type Tensor,
  tensor,
  Variable,
} from "@mebae/tensor";
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
  const matrix = tensor([1, 2, 2, 1], { shape: [2, 2], backend });
  await expect(cholesky(matrix).data()).rejects.toThrow(
    "cholesky: matrix 0 is not positive definite, as row 1 leaves -3 on the diagonal",
  );
});

gpuTest("a dtype that the adapter lacks is refused by the op that would make it", async () => {
  using backend = await gpu({ features: [] });
  const x = tensor([1, 2], { backend });
  const compiled = compile((y: Tensor) => cast(y, "float64"));
  for (const make of [() => cast(x, "float64"), () => compiled(x)])
    expect(make).toThrow(new BackendError("cast: the gpu backend has no float64"));
  expect(() => cast(x, "float16")).toThrow(new BackendError("cast: the gpu backend has no float16"));
});

gpuTest("bias and relu are part of a product, and a state's next value is another", async () => {
  using backend = await gpu();
  const draw = (shape: number[], key: number) => normal(new Key(key), shape, { backend });
  const [x, w, b] = [draw([6, 5], 1), draw([5, 4], 2), draw([4], 3)];
  const state = new Variable(draw([4], 4));
  const step = compile((y: Tensor) => {
    state.assign(mul(state.value, 2));
    return relu(add(matmul(y, w), b));
  });
  const [before] = [await state.value.data()];
  for (let i = 0; i < 3; i++) step(x).dispose();
  using last = step(x);
  using eager = relu(add(matmul(x, w), b));
  const [found, expected] = [await last.data(), await eager.data()];
  for (const [i, value] of found.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
  expect(Array.from(await state.value.data())).toEqual(Array.from(before!, (value) => 16 * value));
});
