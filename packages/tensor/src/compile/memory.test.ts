import { afterAll, expect, test } from "vitest";
import { createCpuBackend } from "../cpu/backend.js";
import {
  add,
  compile,
  currentBackend,
  Key,
  matmul,
  mean,
  memory,
  mul,
  normal,
  square,
  sub,
  type Tensor,
  useBackend,
  useFinalizer,
  Variable,
  valueAndGrad,
  zeros,
} from "../index.js";

const home = currentBackend();
const cpu = createCpuBackend();
useFinalizer(false);
useBackend(cpu);
afterAll(() => {
  useFinalizer(true);
  useBackend(home);
});

test("ten thousand replays leave live bytes and heap where they were after one hundred", () => {
  const before = memory();
  using x = normal(new Key(2), [4, 3]);
  using start = normal(new Key(1), [3, 2]);
  using w = new Variable(start, "w");
  using offset = zeros([2]);
  using b = new Variable(offset, "b");
  {
    using step = compile((input: Tensor, rate: number, key: Key) => {
      const { value, gradients } = valueAndGrad(() => {
        const noisy = add(input, normal(key.fold("noise"), input.shape));
        return mean(square(sub(add(matmul(noisy, w.value), b.value), 1)));
      }, [w, b]);
      [w, b].forEach((cell, i) => {
        cell.assign(sub(cell.value, mul(gradients[i]!, rate)));
      });
      return { value, gradient: gradients[0]! };
    });
    const live: unknown[] = [];
    for (let i = 1; i <= 10_000; i++) {
      const { value, gradient } = step(x, 0.01, new Key(i));
      value.dispose();
      gradient.dispose();
      if (i === 100 || i === 10_000) live.push([memory(), cpu.report()]);
    }
    expect(live[1]).toEqual(live[0]);
  }
  for (const owned of [x, start, w, offset, b]) owned.dispose();
  expect(memory()).toEqual(before);
});

test("a run that throws leaves nothing behind", () => {
  const before = memory();
  {
    using fast = compile((x: Tensor) => [add(x, 1), matmul(x, x)]);
    using x = zeros([2, 3]);
    expect(() => fast(x)).toThrow("matmul");
  }
  expect(memory()).toEqual(before);
});
