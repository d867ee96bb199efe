import { describe, expect, test } from "vitest";
import { valueAndGrad } from "./autograd/transforms.js";
import { tensor } from "./creation.js";
import { useBackend } from "./current.js";
import { memory, useFinalizer } from "./memory.js";
import { add, mean, mul, reshape, square, sub, transpose } from "./ops/index.js";
import { createReferenceBackend } from "./reference/backend.js";
import { Scope, scope } from "./scope.js";
import type { Tensor } from "./tensor.js";
import { Variable } from "./variable.js";

useBackend(createReferenceBackend());
useFinalizer(false);

describe("scope", () => {
  test("frees all but what is returned, in arrays and plain objects", () => {
    const before = memory();
    const kept = scope(() => {
      const x = tensor([1, 2]);
      return { sums: [add(x, 1)], more: { product: mul(x, x) } };
    });
    expect(memory().tensors).toBe(before.tensors + 2);
    kept.sums[0]!.dispose();
    kept.more.product.dispose();
    expect(memory()).toEqual(before);
  });

  test("nests: the inner result belongs to the outer scope", () => {
    const before = memory();
    let inner: Tensor | undefined;
    scope(() => {
      inner = scope(() => add(tensor([1]), 1));
      expect(inner.isDisposed).toBe(false);
    });
    expect(inner!.isDisposed).toBe(true);
    expect(memory()).toEqual(before);
  });

  test("frees on a throw, and refuses a promise", () => {
    const before = memory();
    expect(() =>
      scope(() => {
        tensor([1]);
        throw new Error("stop");
      }),
    ).toThrow("stop");
    expect(() => scope(async () => tensor([1]))).toThrow("scope: the function returned a promise");
    expect(memory()).toEqual(before);
  });

  test("collects several stretches, and nothing made between them", async () => {
    const before = memory();
    let between: Tensor;
    {
      using s = new Scope();
      const x = s.run(() => tensor([1, 2]));
      between = tensor([5]);
      expect(await x.data()).toEqual(new Float32Array([1, 2]));
      s.run(() => mul(x, 2));
    }
    expect(memory().tensors).toBe(before.tensors + 1);
    expect(between.isDisposed).toBe(false);
    between.dispose();
    expect(memory()).toEqual(before);
  });
});

describe("memory", () => {
  test("a view holds the buffer of a disposed tensor", async () => {
    const before = memory();
    const x = tensor([[1, 2], [3, 4]]); // biome-ignore format: a matrix
    const bytes = memory().bytes - before.bytes;
    expect(bytes).toBe(16);
    const view = transpose(x);
    x.dispose();
    x.dispose();
    expect(memory().bytes).toBe(before.bytes + bytes);
    expect(await view.array()).toEqual([[1, 3], [2, 4]]); // biome-ignore format: a matrix
    expect(() => reshape(x, [4])).toThrow("already disposed");
    view.dispose();
    expect(memory()).toEqual(before);
  });

  test("ten thousand steps with await, finalizer off, leave live bytes where they were at step one hundred", async () => {
    using w = new Variable(tensor([0.5, -0.5]), "w");
    using steps = new Variable(tensor(0), "steps");
    const live: unknown[] = [];
    for (let step = 1; step <= 10_000; step++) {
      using x = tensor([step % 7, 1]);
      using result = valueAndGrad(() => {
        steps.assign(add(steps.value, 1));
        return mean(square(sub(mul(x, w.value), 1)));
      }, [w]);
      scope(() => w.assign(sub(w.value, mul(result.gradients[0]!, 0.01))));
      await result.value.item();
      if (step === 100 || step === 10_000) live.push(memory());
    }
    expect(live[1]).toEqual(live[0]);
    expect(await steps.value.item()).toBe(10_000);
  });
});
