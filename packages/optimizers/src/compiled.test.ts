import {
  add,
  compile,
  Key,
  matmul,
  mean,
  normal,
  scope,
  square,
  sub,
  type Tensor,
  tanh,
  Variable,
  valueAndGrad,
  zeros,
} from "@mebae/tensor";
import { describe, expect, test, vi } from "vitest";
import { adam, cosine, momentum, type Optimizer, sgd, warmUp } from "./index.js";
import { optimizerCases } from "./testing/optimizerCases.js";

type Make = (parameters: readonly Variable[]) => Optimizer;

const groups = (parameters: readonly Variable[]) => [
  { parameters: parameters.slice(0, 1), learningRate: 0.005, weightDecay: 0.1 },
  { parameters: parameters.slice(1) },
];

const cases: [string, Make][] = [
  ...optimizerCases.map(({ name, make }): [string, Make] => [name, make]),
  [
    "sgd with the penalty and the gradients' norm bounded",
    (p) => sgd(p, { learningRate: 0.05, l2: 0.1, clipNorm: 0.3 }),
  ],
  [
    "adam with each gradient bounded",
    (p) => adam(p, { learningRate: 0.01, clipValue: 0.01, weightDecay: 0.1 }),
  ],
  ["momentum in groups", (p) => momentum(groups(p), { learningRate: 0.02 })],
  ["adam in groups", (p) => adam(groups(p), { learningRate: 0.01 })],
];

/** A small network, its optimizer, and a step on data that changes. */
function problem(make: Make) {
  const key = new Key(11);
  const weights = [
    new Variable(normal(key.fold(1), [3, 5]), "w1"),
    new Variable(zeros([5]), "b1"),
    new Variable(normal(key.fold(2), [5, 2]), "w2"),
  ];
  const [w1, b1, w2] = weights as [Variable, Variable, Variable];
  const optimizer = make(weights);
  const step = vi.fn((x: Tensor): Tensor => {
    const { value, gradients } = valueAndGrad(() => {
      const hidden = tanh(add(matmul(x, w1.value), b1.value));
      return mean(square(sub(matmul(hidden, w2.value), 1)));
    }, weights);
    optimizer.step(gradients);
    return value;
  });
  return { step, optimizer, weights };
}

describe.each(cases)("%s", (_, make) => {
  test("compiled takes the same twenty steps, with a schedule", () => {
    const [eager, compiled] = [problem(make), problem(make)];
    const fast = compile(compiled.step as unknown as (x: Tensor) => Tensor);
    const schedule = warmUp(4, cosine(20));
    const base = eager.optimizer.learningRate;
    for (let i = 0; i < 20; i++) {
      for (const { optimizer } of [eager, compiled]) optimizer.setLearningRate(base * schedule(i));
      // A smaller batch now and then, as at an epoch's end.
      const x = normal(new Key(i), [i % 5 === 4 ? 3 : 8, 3]);
      const expected = scope(() => eager.step(x)).itemSync();
      expect(Math.abs(fast(x).itemSync() - expected)).toBeLessThanOrEqual(1e-5 * Math.max(1, expected));
    }
    expect(compiled.step).toHaveBeenCalledTimes(2);
    const values = (of: readonly Variable[]) => of.flatMap(({ value }) => [...value.dataSync()]);
    values(eager.weights).forEach((expected, i) => {
      expect(values(compiled.weights)[i]).toBeCloseTo(expected, 4);
    });
    const [a, b] = [eager, compiled].map(({ optimizer }) => optimizer.state());
    for (const [name, { value }] of a!) {
      const found = b!.get(name)!.value.dataSync();
      value.dataSync().forEach((expected, i) => {
        expect(found[i], name).toBeCloseTo(expected, 4);
      });
    }
    expect(compiled.optimizer.learningRate).toBe(eager.optimizer.learningRate);
  });
});
