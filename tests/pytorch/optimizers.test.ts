import { readFileSync } from "node:fs";
import { softmaxCrossEntropy } from "@mebae/losses";
import {
  adagrad,
  adam,
  adamW,
  momentum,
  nesterov,
  type Optimizer,
  type ParameterGroup,
  rmsprop,
  sgd,
} from "@mebae/optimizers";
import { add, matmul, tanh, tensor, Variable, valueAndGrad } from "@mebae/tensor";
import { expect, test } from "vitest";

interface Stored {
  readonly shape: number[];
  readonly values: number[];
}

/** PyTorch's curves; make_fixtures.py beside this file writes them. */
const fixture = JSON.parse(readFileSync(new URL("optimizers.json", import.meta.url), "utf8")) as {
  readonly parameters: Stored[];
  readonly x: Stored;
  readonly labels: number[];
  readonly curves: Record<string, number[]>;
};

// PyTorch decays every parameter, Mebae by default only those with two axes or more.
const makers: Record<string, (parameters: Variable[]) => Optimizer> = {
  sgd: (p) => sgd(p, { learningRate: 0.1 }),
  momentum: (p) => momentum(p, { learningRate: 0.05 }),
  nesterov: (p) => nesterov(p, { learningRate: 0.05 }),
  adagrad: (p) => adagrad(p, { learningRate: 0.1 }),
  rmsprop: (p) => rmsprop(p, { learningRate: 0.01 }),
  adam: (p) => adam(p, { learningRate: 0.02 }),
  adamL2: (p) => adam([{ parameters: p, l2: 0.03 } satisfies ParameterGroup], { learningRate: 0.02 }),
  adamW: (p) => adamW([{ parameters: p, weightDecay: 0.1 } satisfies ParameterGroup], { learningRate: 0.02 }),
};

test.each(Object.keys(fixture.curves))("fifty steps of %s follow PyTorch's loss", (name) => {
  const [optimizerName, dtype] = name.split(" ") as [string, "float32" | "float64"];
  const load = ({ shape, values }: Stored) => tensor(Float64Array.from(values), { dtype, shape });
  const parameters = fixture.parameters.map((stored, i) => new Variable(load(stored), `p${i}`));
  const [w1, b1, w2, b2] = parameters as [Variable, Variable, Variable, Variable];
  const x = load(fixture.x);
  const labels = tensor(fixture.labels, { dtype: "int32" });
  const optimizer = makers[optimizerName]!(parameters);
  const tolerance = dtype === "float32" ? 1e-4 : 1e-10;
  for (const expected of fixture.curves[name]!) {
    using result = valueAndGrad(() => {
      const hidden = tanh(add(matmul(x, w1.value), b1.value));
      return softmaxCrossEntropy(add(matmul(hidden, w2.value), b2.value), labels);
    }, parameters);
    expect(Math.abs((result.value.itemSync() as number) - expected)).toBeLessThanOrEqual(tolerance);
    optimizer.step(result.gradients);
  }
});
