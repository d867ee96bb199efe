import { describe, expect, test } from "vitest";
import { tensor } from "../creation.js";
import { useBackend } from "../current.js";
import { memory } from "../memory.js";
import { add, exp, mean, mul, pow, sin, square, sub, sum } from "../ops/index.js";
import { createReferenceBackend } from "../reference/backend.js";
import type { Tensor } from "../tensor.js";
import { Variable } from "../variable.js";
import { stopGradient } from "./tape.js";
import { grad, jvp, valueAndGrad, vjp } from "./transforms.js";

useBackend(createReferenceBackend());
const float64 = (values: number | number[] | number[][]) => tensor(values, { dtype: "float64" });
const only = (gradients: readonly Tensor[]) => gradients[0]!;

describe("grad", () => {
  test("of grad of grad: x⁵ has 60 x²", async () => {
    const derivative = (f: (x: Tensor) => Tensor) => (x: Tensor) => only(grad(f)(x));
    const third = derivative(derivative(derivative((x) => pow(x, 5))));
    expect(await third(float64(1.5)).item()).toBeCloseTo(60 * 1.5 ** 2, 10);
  });

  test("does not confuse levels: d/dx (x · d/dy (x + y)) = 1", async () => {
    const f = (x: Tensor) => mul(x, only(grad((y: Tensor) => add(x, y))(float64(1))));
    expect(await only(grad(f)(float64(1))).item()).toBe(1);
  });

  test("does not confuse levels where the inner argument is the outer one: d/dx (x · d/dy (x·y) at y = x) = 2x", async () => {
    const f = (x: Tensor) => mul(x, only(grad((y: Tensor) => mul(x, y))(x)));
    expect(await only(grad(f)(float64(3))).item()).toBe(6);
  });

  test("an argument that is captured too counts once for each role", async () => {
    const x = float64(3);
    expect(await only(grad((y: Tensor) => mul(x, y))(x)).item()).toBe(3);
  });

  test("zeros where an argument isn't used, in its shape", async () => {
    const [dx, dy] = grad((x: Tensor, _: Tensor) => sum(x))(float64([1, 2]), float64([[1], [2]]));
    expect(await dx!.array()).toEqual([1, 1]);
    expect(await dy!.array()).toEqual([[0], [0]]);
  });

  test("nothing flows through stopGradient", async () => {
    const f = (x: Tensor) =>
      sum(
        mul(
          x,
          stopGradient(() => square(x)),
        ),
      );
    expect(await only(grad(f)(float64([2, 3]))).array()).toEqual([4, 9]);
  });

  test("a used twice argument gets the sum", async () => {
    expect(await only(grad((x: Tensor) => sum(add(mul(x, x), x)))(float64([2, 5]))).array()).toEqual([5, 11]);
  });

  test("refuses what has no gradient in one sentence", () => {
    expect(() => grad((x: Tensor) => mul(x, 2))(float64([1, 2]))).toThrow(
      "grad: the function must return a scalar, got shape [2]; reduce it with mean or sum",
    );
    expect(() => grad((x: Tensor) => sum(x))(tensor([1, 2], { dtype: "int32" }))).toThrow(
      "grad: argument 0 is int32; only float tensors have gradients",
    );
    expect(() => grad((() => 3) as never)(float64(1))).toThrow("must return");
  });
});

describe("valueAndGrad", () => {
  test("inside grad: the outer gradient sees the inner one", async () => {
    using w = new Variable(float64([2, 3]), "w");
    // inner gradient by w of Σ x·w² is 2·x·w; d/dx Σ (2xw) = 2·Σw
    const f = (x: Tensor) => sum(only(valueAndGrad(() => sum(mul(x, square(w.value))), [w]).gradients));
    expect(await only(grad(f)(float64(7))).item()).toBe(10);
  });

  test("auxiliary outputs live, with gradients in the variables' order", async () => {
    using a = new Variable(float64([1, 2]), "a");
    using b = new Variable(float64(3), "b");
    using unused = new Variable(float64([[1, 1]]), "unused");
    using result = valueAndGrad(() => {
      const product = mul(a.value, b.value);
      return [sum(product), { product, twice: [mul(product, 2)] }];
    }, [b, unused, a]);
    expect(await result.value.item()).toBe(9);
    expect(await result.auxiliary.product.array()).toEqual([3, 6]);
    expect(await result.auxiliary.twice[0]!.array()).toEqual([6, 12]);
    const gradients = await Promise.all(result.gradients.map((gradient) => gradient.array()));
    expect(gradients).toEqual([3, [[0, 0]], [3, 3]]);
  });

  test("assignments stay when it succeeds, and are undone when it throws", async () => {
    using w = new Variable(float64(1), "w");
    using count = new Variable(float64(0), "count");
    const step = (fail: boolean) =>
      valueAndGrad(() => {
        count.assign(add(count.value, 1));
        w.assign(add(w.value, 10));
        if (fail) throw new Error("stop");
        return mul(w.value, w.value);
      }, [w]);
    const before = memory();
    expect(() => step(true)).toThrow("stop");
    expect(await count.value.item()).toBe(0);
    expect(await w.value.item()).toBe(1);
    expect(memory()).toEqual(before);
    using result = step(false);
    expect(await count.value.item()).toBe(1);
    // The gradient is by the value before the assignment, which carries none.
    expect(await only(result.gradients).item()).toBe(0);
  });

  test("an inner success inside an outer failure is undone too", async () => {
    using w = new Variable(float64(1), "w");
    expect(() =>
      valueAndGrad(() => {
        valueAndGrad(() => {
          w.assign(add(w.value, 1));
          return sum(w.value);
        }, []).dispose();
        throw new Error("outer");
      }, [w]),
    ).toThrow("outer");
    expect(await w.value.item()).toBe(1);
  });
});

describe("vjp and jvp", () => {
  const f = (x: Tensor, y: Tensor) => mul(sin(x), exp(mul(x, y)));

  test("vjp may be called twice, and holds nothing after its disposal", async () => {
    const [x, y] = [float64([0.3, 0.7]), float64([[1], [2]])];
    const before = memory();
    {
      using pulled = vjp(f, x, y);
      using value = pulled.value;
      using dy = float64([
        [1, 2],
        [3, 4],
      ]);
      using twice = mul(dy, 2);
      const first = pulled.backward(dy);
      const second = pulled.backward(twice);
      expect(value.shape).toEqual([2, 2]);
      expect(first.map(({ shape }) => shape)).toEqual([[2], [2, 1]]);
      for (const i of [0, 1]) {
        const [a, b] = [await first[i]!.data(), await second[i]!.data()];
        expect([...b]).toEqual([...a].map((g) => 2 * g));
      }
      for (const gradient of [...first, ...second]) gradient.dispose();
    }
    expect(memory()).toEqual(before);
  });

  test("backward after the disposal is refused", () => {
    const pulled = vjp((x) => square(x!), float64([1, 2]));
    pulled.dispose();
    expect(() => pulled.backward(float64([1, 1]))).toThrow("vjp: backward was called after dispose");
  });

  test("jvp is the slope along the tangents, and the transpose of vjp", async () => {
    const xs = [float64([0.3, 0.7]), float64([[1], [2]])];
    const tangents = [float64([1, -2]), float64([[0.5], [3]])];
    const [value, slope] = jvp(f as (...xs: Tensor[]) => Tensor, xs, tangents);
    const h = 1e-5;
    const at = (t: number) => f(add(xs[0]!, mul(tangents[0]!, t)), add(xs[1]!, mul(tangents[1]!, t)));
    const difference = await mul(sub(at(h), at(-h)), 1 / (2 * h)).data();
    expect(await value.data()).toEqual(await f(xs[0]!, xs[1]!).data());
    for (const [i, s] of [...(await slope.data())].entries()) expect(s).toBeCloseTo(difference[i]!, 7);
    using pulled = vjp(f as (...xs: Tensor[]) => Tensor, ...xs);
    const dy = float64([
      [1, -1],
      [2, 0.5],
    ]);
    const rows = pulled.backward(dy);
    const left = await sum(mul(dy, slope)).item();
    const right =
      (await sum(mul(rows[0]!, tangents[0]!)).item()) + (await sum(mul(rows[1]!, tangents[1]!)).item());
    expect(left).toBeCloseTo(right, 12);
  });

  test("jvp undoes assignments", async () => {
    using count = new Variable(float64(0), "count");
    jvp(
      (x) => {
        count.assign(add(count.value, 1));
        return square(x!);
      },
      [float64(2)],
      [float64(1)],
    );
    expect(await count.value.item()).toBe(0);
  });

  test("dy of another shape is refused", () => {
    using pulled = vjp((x) => mean(x!), float64([1, 2]));
    expect(() => pulled.backward(float64([1, 2]))).toThrow("dy has shape [2], the output []");
  });
});
