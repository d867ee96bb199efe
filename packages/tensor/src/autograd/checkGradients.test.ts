import { describe, expect, test } from "vitest";
import { tensor } from "../creation.js";
import { useBackend } from "../current.js";
import { memory } from "../memory.js";
import { add } from "../ops/add.js";
import { applyElementwise, elementwiseOp } from "../ops/elementwise.js";
import { mul } from "../ops/mul.js";
import { softmax } from "../ops/softmax.js";
import { sub } from "../ops/sub.js";
import { sum } from "../ops/sum.js";
import { createReferenceBackend } from "../reference/backend.js";
import type { Tensor } from "../tensor.js";
import { Variable } from "../variable.js";
import { checkGradients } from "./checkGradients.js";
import { customGradient } from "./customGradient.js";
import { stopGradient } from "./tape.js";

useBackend(createReferenceBackend());
const float64 = (values: number[] | number[][]) => tensor(values, { dtype: "float64" });

/** x³ whose first or second derivative is off by a factor. */
function cube(first: number, second: number) {
  const square = elementwiseOp({
    name: "brokenSquare",
    value: (x) => x.mul(x),
    gradients: [(dy, { x }) => mul(mul(dy, x), 2 * second)],
  });
  const op = elementwiseOp({
    name: "brokenCube",
    value: (x) => x.mul(x).mul(x),
    gradients: [(dy, { x }) => mul(mul(dy, applyElementwise(square, [x], "float")), 3 * first)],
  });
  return (x: Tensor) => applyElementwise(op, [x], "float");
}

describe("checkGradients", () => {
  test("passes right gradients of both orders and counts them", async () => {
    const report = await checkGradients(cube(1, 1), [float64([[1, -2, 3]])], { order: 2 });
    expect(report.checked).toBe(6);
    expect(report.worst).toBeLessThan(1);
  });

  test("broadcasting, two arguments, a scalar output", async () => {
    const f = (x: Tensor, y: Tensor) => sum(mul(mul(x, y), add(x, 1)));
    const report = await checkGradients(f, [float64([[1], [2]]), float64([3, -4, 0.5])], { order: 2 });
    expect(report.checked).toBe(10);
  });

  test("a factor of 1.0001 is found, and named by argument and element", async () => {
    const f = (x: Tensor, y: Tensor) => add(mul(x, 1), cube(1.0001, 1)(y));
    await expect(checkGradients(f, [float64([[1, 2]]), float64([[1, 2]])])).rejects.toThrow(
      /checkGradients: argument 1, element \[0, 0\]: expected .* \(finite differences\), got/,
    );
  });

  test("a wrong second derivative is found by order 2 only", async () => {
    await checkGradients(cube(1, 1.01), [float64([1, 2])]);
    await expect(checkGradients(cube(1, 1.01), [float64([1, 2])], { order: 2 })).rejects.toMatchObject({
      code: "gradient",
      message: expect.stringContaining("second gradient by argument 0"),
    });
  });

  test("order 2 sees the curvature of what always sums to 1", async () => {
    // The right first gradient; its own derivative is lost.
    const share = customGradient("share", (x: Tensor) => softmax(x), [
      (dy, { output }) => stopGradient(() => mul(output, sub(dy, sum(mul(dy, output))))),
    ]);
    const x = tensor([0.3, -0.2, 0.5], { dtype: "float64" });
    await checkGradients(share, [x]);
    await checkGradients((t: Tensor) => softmax(t), [x], { order: 2 });
    await expect(checkGradients(share, [x], { order: 2 })).rejects.toThrow(/second gradient/);
  });

  test("variables are checked, and what the function assigns is undone", async () => {
    using weight = new Variable(float64([1, 2, 3]), "weight");
    using count = new Variable(float64([0]), "count");
    const f = (x: Tensor) => {
      count.assign(add(count.value, 1));
      return mul(cube(1, 1)(weight.value), x);
    };
    const report = await checkGradients(f, [float64([[2], [5]])], { variables: [weight], order: 2 });
    expect(report.checked).toBe(10);
    expect(await count.value.array()).toEqual([0]);
    expect(await weight.value.array()).toEqual([1, 2, 3]);
    const broken = (x: Tensor) => mul(cube(1.01, 1)(weight.value), x);
    await expect(checkGradients(broken, [float64([2])], { variables: [weight] })).rejects.toThrow(
      'variable "weight", element [0]',
    );
  });

  test("a zero gradient in place of a right one is found", async () => {
    await expect(checkGradients(cube(0, 1), [float64([1, 2])])).rejects.toThrow("got 0");
  });

  test("an argument that isn't differentiated may be float32; others are refused", async () => {
    const x = float64([1, 2]);
    const labels = tensor([1, 0], { dtype: "int32" });
    await checkGradients((a: Tensor, b: Tensor) => mul(a, b), [x, labels], { differentiable: [0] });
    await expect(checkGradients((a: Tensor) => a, [tensor([1])])).rejects.toThrow(
      "checkGradients: argument 0 is float32; finite differences need float64",
    );
  });

  test("frees all that it makes", async () => {
    const x = float64([1, 2]);
    const before = memory();
    await checkGradients(cube(1, 1), [x], { order: 2 });
    expect(memory()).toEqual(before);
    await checkGradients(cube(2, 1), [x]).catch(() => undefined);
    expect(memory()).toEqual(before);
  });
});
