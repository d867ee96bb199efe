import { afterEach, describe, expect, test, vi } from "vitest";
import {
  add,
  cast,
  compile,
  createReferenceBackend,
  currentBackend,
  grad,
  Key,
  matmul,
  mean,
  mul,
  normal,
  relu,
  scope,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  transpose,
  useBackend,
  Variable,
  valueAndGrad,
  zeros,
} from "../index.js";

const home = currentBackend();
afterEach(() => useBackend(home));

/** A network of one hidden layer with a step of gradient descent; a learning rate in a Variable. */
function network() {
  const key = new Key(3);
  const w1 = new Variable(normal(key.fold(1), [2, 8]), "w1");
  const b1 = new Variable(zeros([8]), "b1");
  const w2 = new Variable(normal(key.fold(2), [8, 2]), "w2");
  const rate = new Variable(tensor(0.1), "rate");
  const cells = [w1, b1, w2];
  const step = (x: Tensor, t: Tensor): Tensor => {
    const { value, gradients } = valueAndGrad(() => {
      const hidden = relu(add(matmul(x, w1.value), b1.value));
      return mean(square(sub(matmul(hidden, w2.value), t)));
    }, cells);
    cells.forEach((cell, i) => {
      cell.assign(sub(cell.value, mul(gradients[i]!, rate.value)));
    });
    return value;
  };
  return { step, cells, rate, x: normal(key.fold(3), [4, 2]), t: normal(key.fold(4), [4, 2]) };
}

/** Runs of `fn` beside how often it was called itself: once for each trace. */
function counted<F extends (...args: never[]) => unknown>(fn: F) {
  const spy = vi.fn(fn);
  return { fast: compile(spy as unknown as F), traces: () => spy.mock.calls.length };
}

const numbers = (x: Tensor): number[] => [...x.dataSync()];
const near = (x: Tensor) => numbers(x).map((value) => expect.closeTo(value, 5));

describe.each(["cpu", "reference"])("a training step on the %s backend", (name) => {
  test("has the losses and weights of the eager one, and takes a new learning rate", () => {
    if (name === "reference") useBackend(createReferenceBackend());
    const [eager, compiled] = [network(), network()];
    const { fast, traces } = counted(compiled.step);
    for (let i = 0; i < 20; i++) {
      const expected = scope(() => eager.step(eager.x, eager.t)).itemSync();
      expect(fast(compiled.x, compiled.t).itemSync()).toBeCloseTo(expected, 5);
      if (i === 10) for (const { rate } of [eager, compiled]) rate.assign(tensor(0.01));
    }
    expect(compiled.cells.map(({ value }) => numbers(value))).toEqual(
      eager.cells.map(({ value }) => near(value)),
    );
    expect(traces()).toBe(1);
  });
});

describe("arguments", () => {
  test("tensors, numbers and keys are inputs, also inside arrays and plain objects", () => {
    const { fast, traces } = counted(({ x, by }: { x: Tensor; by: number[] }, key: Key) => [
      mul(x, by[0]!),
      add(mul(x, by[1]!), normal(key.fold("noise").next(), [2])),
    ]);
    for (const [seed, first, second] of [
      [1, 0.5, 1.5],
      [7, -0.25, 2.25],
    ] as const) {
      const x = tensor([seed, 2]);
      const [a, b] = fast({ x, by: [first, second] }, new Key(seed));
      expect(numbers(a!)).toEqual([seed * first, 2 * first]);
      const noise = normal(new Key(seed).fold("noise").next(), [2]);
      expect(numbers(b!)).toEqual(numbers(add(mul(x, second), noise)));
    }
    expect(traces()).toBe(1);
  });

  test("numbers are weak: they follow the dtype of what they meet", () => {
    const fast = compile((x: Tensor, n: number) => mul(x, n));
    for (const [dtype, n] of [
      ["float64", 0.1],
      ["float32", 0.1],
      ["int32", 3],
      ["int32", 0.5],
      ["uint8", 2],
      ["bool", 5],
    ] as const) {
      const x = tensor([0, 1, 7], { dtype });
      const expected = mul(x, n);
      expect(fast(x, n).dtype).toBe(expected.dtype);
      expect(numbers(fast(x, n))).toEqual(numbers(expected));
    }
    expect(compile((n: number) => add(n, 1))(0.25).dtype).toBe("float32");
  });

  test("what else is given is static: another value is another trace", () => {
    const { fast, traces } = counted((x: Tensor, how: string, keep?: boolean) =>
      how === "sum" ? sum(x, { axes: 0, keepDims: keep ?? false }) : mean(x),
    );
    const x = tensor([1, 2, 3]);
    expect(fast(x, "sum").itemSync()).toBe(6);
    expect(fast(x, "mean").itemSync()).toBe(2);
    expect(fast(x, "sum").itemSync()).toBe(6);
    expect(traces()).toBe(2);
    expect(fast(x, "sum", true).shape).toEqual([1]);
    expect(traces()).toBe(3);
  });

  test("shape, dtype and strides are part of the kind", () => {
    const { fast, traces } = counted((x: Tensor) => mul(x, 2));
    const x = tensor([[1, 2], [3, 4]]); // biome-ignore format: a matrix
    expect(numbers(fast(x))).toEqual([2, 4, 6, 8]);
    expect(numbers(fast(transpose(x)))).toEqual([2, 6, 4, 8]);
    expect(numbers(fast(cast(x, "int32")))).toEqual([2, 4, 6, 8]);
    expect(numbers(fast(zeros([2, 2])))).toEqual([0, 0, 0, 0]);
    expect(fast(zeros([3])).shape).toEqual([3]);
    expect(traces()).toBe(5);
    fast(x);
    expect(traces()).toBe(5);
  });
});

describe("results", () => {
  test("come in arrays and plain objects; what isn't a tensor stays as it was while tracing", () => {
    const fast = compile((x: Tensor) => ({ sums: [sum(x), mean(x)], name: "x", count: 2, none: null }));
    const { sums, ...rest } = fast(tensor([1, 3]));
    expect(sums.map((value) => value.itemSync())).toEqual([4, 2]);
    expect(rest).toEqual({ name: "x", count: 2, none: null });
  });

  test("belong to the caller, each on its own, even arguments, constants and variables handed through", () => {
    const w = new Variable(tensor([5]), "w");
    const constant = tensor([6]);
    const fast = compile((x: Tensor) => [x, mul(x, 1), w.value, constant, w.value]);
    const x = tensor([4]);
    for (let round = 0; round < 2; round++) {
      const results = fast(x);
      expect(results.map((result) => result.itemSync())).toEqual([4, 4, 5, 6, 5]);
      for (const result of results) result.dispose();
    }
    expect([x, w.value, constant].map((kept) => kept.itemSync())).toEqual([4, 5, 6]);
  });

  test("that a scope surrounds are freed by it", () => {
    const fast = compile((x: Tensor) => add(x, 1));
    let made: Tensor | undefined;
    scope(() => {
      made = fast(tensor([1]));
    });
    expect(made!.isDisposed).toBe(true);
  });
});

test("captured tensors are constants, which live on when their holder lets go", () => {
  const weights = tensor([1, 2]);
  const fast = compile((x: Tensor) => sum(mul(x, weights)));
  expect(fast(tensor([3, 4])).itemSync()).toBe(11);
  weights.dispose();
  expect(fast(tensor([1, 1])).itemSync()).toBe(3);
});

test("inside a gradient or another compiled function it runs as part of that", () => {
  const cube = compile((x: Tensor) => mul(x, square(x)));
  const x = tensor(2);
  expect(grad(cube)(x)[0]!.itemSync()).toBe(12);
  expect(grad((y: Tensor) => grad(cube)(y)[0]!)(x)[0]!.itemSync()).toBe(12);
  const outer = counted((y: Tensor) => grad(cube)(cube(y))[0]!);
  for (let i = 0; i < 3; i++) expect(outer.fast(x).itemSync()).toBe(192);
  expect(outer.traces()).toBe(1);
});

test("the backend in use is part of the kind", () => {
  const fast = compile((key: Key) => normal(key, [3]));
  expect(fast(new Key(1)).backend.name).toBe("cpu");
  useBackend(createReferenceBackend());
  expect(fast(new Key(1)).backend.name).toBe("reference");
});

test("on a device that neither waits nor knows float64", async () => {
  const { readSync: _, ...reference } = createReferenceBackend();
  const device = { ...reference, name: "device", dtypes: new Set(["float32", "int32", "bool"] as const) };
  useBackend(device);
  const total = new Variable(tensor(0), "total");
  const fast = compile((x: Tensor, n: number, key: Key) => {
    total.assign(add(total.value, mul(sum(x), n)));
    return [mul(x, 0.5), normal(key.next(), [2])];
  });
  for (const n of [0.25, 0.75]) {
    const [half, noise] = fast(tensor([1, 3]), n, new Key(n * 4));
    expect(await half!.array()).toEqual([0.5, 1.5]);
    expect(await noise!.data()).toEqual(await normal(new Key(n * 4).next(), [2]).data());
  }
  expect(await total.value.item()).toBe(4);
});
