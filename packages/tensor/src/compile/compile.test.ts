import { expect, test } from "vitest";
import {
  add,
  compile,
  Key,
  matmul,
  mean,
  mul,
  normal,
  relu,
  scope,
  square,
  sub,
  type Tensor,
  tensor,
  Variable,
  valueAndGrad,
} from "../index.js";

function network(n = 4) {
  const key = new Key(3);
  const w1 = new Variable(normal(key.fold(1), [2, 8]), "w1");
  const b1 = new Variable(normal(key.fold(2), [8]), "b1");
  const w2 = new Variable(normal(key.fold(3), [8, 2]), "w2");
  const rate = new Variable(tensor(0.1), "rate");
  const cells = [w1, b1, w2];
  const step = (x: Tensor, t: Tensor) => {
    const { value, gradients } = valueAndGrad(() => {
      const h = relu(add(matmul(x, w1.value), b1.value));
      return mean(square(sub(matmul(h, w2.value), t)));
    }, cells);
    cells.forEach((cell, i) => cell.assign(sub(cell.value, mul(gradients[i]!, rate.value))));
    return value;
  };
  return { step, cells, rate, x: normal(key.fold(4), [n, 2]), t: normal(key.fold(5), [n, 2]) };
}

test("a compiled training step equals the eager one", () => {
  const eager = network();
  const fast = network();
  const step = compile(fast.step);
  for (let i = 0; i < 20; i++) {
    const expected = scope(() => eager.step(eager.x, eager.t)).itemSync();
    expect(step(fast.x, fast.t).itemSync()).toBeCloseTo(expected, 5);
    if (i === 10) for (const { rate } of [eager, fast]) rate.assign(tensor(0.01));
  }
  eager.cells.forEach((cell, i) => {
    expect([...fast.cells[i]!.value.dataSync()]).toEqual(
      [...cell.value.dataSync()].map((v) => expect.closeTo(v, 5)),
    );
  });
});
