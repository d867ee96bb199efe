import { expect, test } from "vitest";
import { ones, tensor } from "../creation.js";
import { useBackend } from "../current.js";
import { memory } from "../memory.js";
import { add } from "../ops/add.js";
import { cast } from "../ops/cast.js";
import { mul } from "../ops/mul.js";
import { sum } from "../ops/sum.js";
import { transpose } from "../ops/transpose.js";
import { createReferenceBackend } from "../reference/backend.js";
import type { Tensor } from "../tensor.js";
import { checkGradients } from "./checkGradients.js";
import { customGradient } from "./customGradient.js";
import { grad } from "./transforms.js";

useBackend(createReferenceBackend());

/** x³·y, its values computed on the host. */
const hostCubeTimes = customGradient(
  "hostCubeTimes",
  (x: Tensor, y: Tensor) => {
    const [a, b] = [x.dataSync(), y.dataSync()];
    return tensor(
      Float64Array.from(a, (value, i) => value ** 3 * b[i % b.length]!),
      { shape: x.shape },
    );
  },
  [(dy, { x, y }) => mul(mul(dy, 3), mul(mul(x, x), y)), (dy, { x }) => mul(dy, mul(mul(x, x), x))],
);

test("host code with gradients of its own, of both orders, summed over broadcast axes", async () => {
  const x = tensor(new Float64Array([1, 2, 3, -1]), { shape: [2, 2] });
  const y = tensor([0.5, 2], { dtype: "float64" });
  await checkGradients(hostCubeTimes, [x, y], { order: 2 });
});

test.each<[string, (x: Tensor) => Tensor, string]>([
  ["another shape", (x) => mul(transpose(x), 2), "gradient 0 has shape [3, 2], its input [2, 3]"],
  ["another dtype", (x) => cast(x, "float64"), "gradient 0 is float64, its input float32"],
  ["no tensor", () => undefined as never, "gradient 0 is no tensor"],
])("a gradient of %s is refused", (_, rule, message) => {
  const doubled = customGradient("doubled", (x: Tensor) => mul(x, 2), [(dy, { x }) => rule(x ?? dy)]);
  expect(() => grad((x: Tensor) => sum(doubled(x)))(ones([2, 3]))).toThrow(
    `customGradient doubled: ${message}`,
  );
});

test("as many gradients as tensors are wanted", () => {
  const product = customGradient("product", (x: Tensor, y: Tensor) => mul(x, y), [(dy, { y }) => mul(dy, y)]);
  expect(() => product(ones([2]), ones([2]))).toThrow("customGradient product: 2 tensors, but 1 gradients");
});

test("the rule is used in place of autograd, and null gives zeros", async () => {
  const clippedBackward = customGradient("straightThrough", (x: Tensor, _: Tensor) => mul(x, 100), [
    (dy) => dy,
    null,
  ]);
  const [dx, dy] = grad((x: Tensor, y: Tensor) => sum(clippedBackward(x, y)))(tensor([1, 2]), tensor([3, 4]));
  expect(await dx!.array()).toEqual([1, 1]);
  expect(await dy!.array()).toEqual([0, 0]);
});

test("a forward that returns its argument still has its own gradient", async () => {
  const reversed = customGradient("gradientReversal", (x: Tensor) => x, [(dy) => mul(dy, -1)]);
  const x = tensor([1, 2]);
  const [dx] = grad((input: Tensor) => sum(add(reversed(input), mul(input, 3))))(x);
  expect(await dx!.array()).toEqual([2, 2]);
  expect(x.isDisposed).toBe(false);
});

test("frees what forward made", () => {
  const x = tensor([1, 2]);
  const before = memory();
  const cube = customGradient("cube", (input: Tensor) => mul(mul(input, input), input), [(dy) => dy]);
  cube(x).dispose();
  grad((input: Tensor) => sum(cube(input)))(x)[0]!.dispose();
  expect(memory()).toEqual(before);
});
