import { expect, test } from "vitest";
import { tensor } from "../creation.js";
import { useBackend } from "../current.js";
import { memory } from "../memory.js";
import { add } from "../ops/add.js";
import { mul } from "../ops/mul.js";
import { sum } from "../ops/sum.js";
import { createReferenceBackend } from "../reference/backend.js";
import type { Tensor } from "../tensor.js";
import { Variable } from "../variable.js";
import { hessian } from "./hessian.js";

useBackend(createReferenceBackend());

test("of Rosenbrock's function, by hand", async () => {
  // f = (1-a)² + 100 (b-a²)²: H = [[2 - 400 b + 1200 a², -400 a], [-400 a, 200]]
  const b = tensor([0, 1], { dtype: "float64" });
  const a = tensor([1, 0], { dtype: "float64" });
  const f = (x: Tensor) => {
    const [first, second] = [sum(mul(x, a)), sum(mul(x, b))];
    const distance = add(mul(first, -1), 1);
    const valley = add(second, mul(mul(first, first), -1));
    return add(mul(distance, distance), mul(mul(valley, valley), 100));
  };
  const h = hessian(f)(tensor([1.5, -2], { dtype: "float64" }));
  expect(await h.array()).toEqual([
    [2 + 800 + 2700, -600],
    [-600, 200],
  ]);
});

test("has the argument's shape twice, is zero for a linear function and empty for an empty one", async () => {
  const cube = (x: Tensor) => sum(mul(mul(x, x), x));
  const h = hessian(cube)(tensor([[1, 2, 3]]));
  expect(h.shape).toEqual([1, 3, 1, 3]);
  expect([...(await h.data())]).toEqual([6, 0, 0, 0, 12, 0, 0, 0, 18]);
  expect([...(await hessian((x) => sum(x))(tensor([1, 2])).data())]).toEqual([0, 0, 0, 0]);
  expect(hessian(cube)(tensor(new Float32Array(0), { shape: [0, 2] })).shape).toEqual([0, 2, 0, 2]);
  expect(await hessian(cube)(tensor(2)).item()).toBe(12);
});

test("undoes assignments and frees what it made", async () => {
  using count = new Variable(tensor(0), "count");
  const x = tensor([1, 2]);
  const before = memory();
  hessian((input) => {
    count.assign(add(count.value, 1));
    return sum(mul(input, input));
  })(x).dispose();
  expect(await count.value.item()).toBe(0);
  expect(memory()).toEqual(before);
});
