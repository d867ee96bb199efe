import {
  add,
  createReferenceBackend,
  memory,
  mul,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  useBackend,
  useFinalizer,
  Variable,
  valueAndGrad,
} from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import {
  adagrad,
  adam,
  adamW,
  clipByNorm,
  globalNorm,
  nesterov,
  type Optimizer,
  rmsprop,
  sgd,
} from "./index.js";
import { optimizerCases } from "./testing/optimizerCases.js";

useFinalizer(false);

const float64 = { dtype: "float64" } as const;

function bowl(x: Tensor): Tensor {
  return sum(mul(square(sub(x, tensor([1, -2], float64))), tensor([1, 20], float64)));
}

function rosenbrock(x: Tensor): Tensor {
  const [a, b] = [x, x].map((v, i) => sum(mul(v, tensor(i === 0 ? [1, 0] : [0, 1], float64)))) as [
    Tensor,
    Tensor,
  ];
  return add(square(sub(1, a)), mul(square(sub(b, square(a))), 100));
}

function descend(optimizer: Optimizer, f: (x: Tensor) => Tensor, steps: number): number {
  const [x] = optimizer.parameters;
  let value = Number.NaN;
  for (let i = 0; i < steps; i++) {
    using result = valueAndGrad(() => f(x!.value), [x!]);
    value = result.value.itemSync() as number;
    optimizer.step(result.gradients);
  }
  return value;
}

const start = (values = [-0.5, 0.5]) => new Variable(tensor(values, float64), "x");

describe.each(optimizerCases)("$name", ({ make, bowl: bowlSteps, valley }) => {
  test("comes down a bowl and along Rosenbrock's valley", () => {
    expect(descend(make([start()]), bowl, bowlSteps)).toBeLessThan(0.05);
    expect(descend(make([start()]), rosenbrock, valley)).toBeLessThan(0.1);
  });

  test("goes on from a saved state as if it had not been interrupted", () => {
    const whole = make([start()]);
    descend(whole, rosenbrock, 20);
    const first = make([start()]);
    descend(first, rosenbrock, 8);
    const x = start();
    x.assign(first.parameters[0]!.value);
    const second = make([x]);
    const saved = first.state();
    for (const [name, variable] of second.state()) variable.assign(saved.get(name)!.value);
    descend(second, rosenbrock, 12);
    expect(second.parameters[0]!.value.dataSync()).toEqual(whole.parameters[0]!.value.dataSync());
    expect([...second.state().keys()]).toEqual([...saved.keys()]);
  });

  test("keeps no memory from step to step", () => {
    const x = start();
    const optimizer = make([x]);
    const gradients = [tensor([0.1, -0.2], float64)];
    for (let i = 0; i < 3; i++) optimizer.step(gradients);
    const { bytes, tensors } = memory();
    for (let i = 0; i < 1000; i++) optimizer.step(gradients);
    expect(memory()).toMatchObject({ bytes, tensors });
    const slots = optimizer.state().size;
    optimizer.dispose();
    expect(memory().tensors).toBe(tensors - slots);
  });
});

describe("settings", () => {
  const matrix = () => new Variable(tensor([[2, -4]], float64), "weight");
  const bias = () => new Variable(tensor([3], float64), "bias");
  const zeroGradients = () => [tensor([[0, 0]], float64), tensor([0], float64)];

  test("decay, decoupled or L2, leaves biases alone", () => {
    for (const decay of [{ weightDecay: 0.5 }, { l2: 0.5 }]) {
      const parameters = [matrix(), bias()];
      sgd(parameters, { learningRate: 0.1, ...decay }).step(zeroGradients());
      expect([...parameters[0]!.value.dataSync()]).toEqual([1.9, -3.8]);
      expect([...parameters[1]!.value.dataSync()]).toEqual([3]);
    }
  });

  test("the two decays differ where a step is scaled", () => {
    const decoupled = matrix();
    adamW([decoupled], { learningRate: 0.1, weightDecay: 0.5 }).step([zeroGradients()[0]!]);
    expect([...decoupled.value.dataSync()]).toEqual([1.9, -3.8]);
    const penalized = matrix();
    adam([penalized], { learningRate: 0.1, l2: 0.5 }).step([zeroGradients()[0]!]);
    expect(penalized.value.dataSync()[0]).toBeCloseTo(1.9, 6);
    expect(penalized.value.dataSync()[1]).toBeCloseTo(-3.9, 6);
  });

  test("groups have rates and decays of their own, which follow the common rate", () => {
    const [w, b] = [matrix(), bias()];
    const optimizer = sgd([{ parameters: [w] }, { parameters: [b], learningRate: 0.01, weightDecay: 1 }], {
      learningRate: 0.1,
    });
    optimizer.setLearningRate(0.2);
    expect(optimizer.learningRate).toBe(0.2);
    optimizer.step([tensor([[1, 1]], float64), tensor([1], float64)]);
    expect([...w.value.dataSync()]).toEqual([1.8, -4.2]);
    expect(b.value.dataSync()[0]).toBeCloseTo(3 * (1 - 0.02) - 0.02, 12);
  });

  test("clipping by common norm and by value", () => {
    const gradients = () => [tensor([[3, 0]], float64), tensor([4], float64)];
    const [w, b] = [matrix(), bias()];
    sgd([w, b], { learningRate: 1, clipNorm: 1 }).step(gradients());
    expect(w.value.dataSync()[0]).toBeCloseTo(2 - 0.6, 5);
    expect(b.value.dataSync()[0]).toBeCloseTo(3 - 0.8, 5);
    const [v, c] = [matrix(), bias()];
    sgd([v, c], { learningRate: 1, clipValue: 3.5 }).step(gradients());
    expect([v.value.dataSync()[0], c.value.dataSync()[0]]).toEqual([-1, -0.5]);
  });

  test("state stands on the parameters' backend, whichever is current", () => {
    const w = matrix();
    const { backend } = w.value;
    useBackend(createReferenceBackend());
    try {
      const optimizer = adam([w], { learningRate: 0.1 });
      optimizer.setLearningRate(0.2);
      optimizer.step([mul(w.value, 0)]);
      for (const { value } of optimizer.state().values()) expect(value.backend).toBe(backend);
    } finally {
      useBackend(backend);
    }
  });

  test("a backend without float64 keeps the rate in float32", () => {
    const full = createReferenceBackend();
    const backend = Object.create(full, {
      dtypes: { value: new Set([...full.dtypes].filter((d) => d !== "float64")) },
    });
    const w = new Variable(tensor([[1, 2]], { backend }), "weight");
    const optimizer = adam([w], { learningRate: 0.1 });
    optimizer.setLearningRate(0.2);
    expect(optimizer.learningRate).toBe(0.2);
    optimizer.step([tensor([[1, -1]], { backend })]);
    for (const { dtype } of optimizer.state().values()) expect(dtype).not.toBe("float64");
    expect(w.value.dataSync()[0]).toBeCloseTo(0.8, 6);
  });

  test("adamW decays by 0.01 unless told otherwise", () => {
    const w = matrix();
    adamW([w], { learningRate: 0.1 }).step([zeroGradients()[0]!]);
    expect(w.value.dataSync()[0]).toBeCloseTo(2 * (1 - 0.001), 12);
  });

  test("clipping takes float32 and float64 together", () => {
    const gradients = [tensor([3]), tensor([[0, 4]], float64)];
    expect(globalNorm(gradients).itemSync()).toBe(5);
    const clipped = clipByNorm(gradients, 1);
    expect(clipped.map(({ dtype }) => dtype)).toEqual(["float32", "float64"]);
    expect(clipped[0]!.dataSync()[0]).toBeCloseTo(0.6, 6);
    expect(clipped[1]!.dataSync()[1]).toBeCloseTo(0.8, 6);
    expect(() => globalNorm([])).toThrow("globalNorm: expected at least one gradient, got none");
  });

  test("float32 and float64 parameters train side by side", () => {
    const [single, double] = [new Variable(tensor([[1, 2]]), "single"), matrix()];
    const optimizer = adam([single, double], { learningRate: 0.1 });
    optimizer.step([tensor([[1, -1]]), tensor([[1, -1]], float64)]);
    expect([...single.value.dataSync()]).toEqual([Math.fround(0.9), Math.fround(2.1)]);
    expect(double.value.dataSync()[0]).toBeCloseTo(1.9, 8);
    expect(double.value.dataSync()[1]).toBeCloseTo(-3.9, 8);
  });

  test("refusals name the optimizer and the parameter", () => {
    const w = matrix();
    expect(() => sgd([w], { learningRate: Number.NaN })).toThrow(
      "sgd: expected learningRate of at least 0, got NaN",
    );
    expect(() => adam([w], { learningRate: 1, weightDecay: -1 })).toThrow("adam: expected weightDecay of");
    expect(() => adam([w], { learningRate: 1, beta2: 1 })).toThrow("adam: expected beta2 from 0 to below 1");
    expect(() => nesterov([w], { learningRate: 1, momentum: -1 })).toThrow("nesterov: expected momentum");
    expect(() => rmsprop([w], { learningRate: 1, smoothing: 2 })).toThrow("rmsprop: expected smoothing");
    expect(() => adagrad([w], { learningRate: 1, epsilon: -1 })).toThrow("adagrad: expected epsilon");
    expect(() => sgd([{ parameters: [w], l2: -1 }], { learningRate: 1 })).toThrow(
      "sgd, in a group: expected l2 of at least 0, got -1",
    );
    expect(() => sgd([{ parameters: [w], learningRate: 1 }], { learningRate: 0 })).toThrow(
      "must then be above 0",
    );
    expect(() => sgd([w, w], { learningRate: 1 })).toThrow('sgd: the parameter "weight" comes twice');
    const optimizer = sgd([w], { learningRate: 1 });
    expect(() => optimizer.step([])).toThrow("expected 1 gradients, one for each parameter, got 0");
    expect(() => optimizer.step([tensor([1], float64)])).toThrow(
      'expected a gradient float64 [1, 2] for "weight", got float64 [1]',
    );
  });
});
