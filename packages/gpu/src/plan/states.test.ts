import {
  add,
  type Backend,
  cast,
  compile,
  createCpuBackend,
  greater,
  Key,
  matmul,
  mean,
  mul,
  normal,
  softmax,
  sum,
  type Tensor,
  transpose,
  Variable,
} from "@mebae/tensor";
import { expect } from "vitest";
import { gpu } from "../backend.js";
import { gpuTest } from "../testing/dawn.js";

type States = { readonly a: Variable; readonly b: Variable; readonly mask: Variable };

/** What a step does with its states, all of [24, 24], more than a workgroup: how it reads what it replaces. */
const steps: Record<string, (x: Tensor, states: States) => Tensor> = {
  "its own elements": (x, { a, b }) => {
    b.assign(add(mul(b.value, 0.9), x));
    a.assign(add(a.value, mul(b.value, 0.1)));
    return matmul(x, a.value);
  },
  "other elements": (x, { a }) => {
    a.assign(add(transpose(a.value), x));
    return matmul(x, a.value);
  },
  "two states that change places": (x, { a, b }) => {
    const [ofB, ofA] = [mul(b.value, 2), add(a.value, 1)];
    a.assign(ofB);
    b.assign(ofA);
    return matmul(x, a.value);
  },
  "a state again when its next value is there": (x, { a }) => {
    const next = mul(a.value, 0.5);
    const result = matmul(matmul(x, next), a.value);
    a.assign(next);
    return result;
  },
  "sums along rows of itself": (x, { a }) => {
    a.assign(softmax(add(a.value, x)));
    return mean(a.value, { axes: 0 });
  },
  "only what it doesn't depend on": (x, { a }) => {
    a.assign(matmul(x, x));
    return sum(x);
  },
  bytes: (x, { a, mask }) => {
    mask.assign(greater(add(cast(mask.value, "float32"), x), 0.5));
    a.assign(add(a.value, cast(mask.value, "float32")));
    return matmul(x, a.value);
  },
};

async function runs(backend: Backend, step: (x: Tensor, states: States) => Tensor): Promise<number[][]> {
  const draw = (key: number) => normal(new Key(key), [24, 24], { backend });
  const states = {
    a: new Variable(draw(1)),
    b: new Variable(draw(2)),
    mask: new Variable(greater(draw(3), 0)),
  };
  const program = compile((x: Tensor) => step(x, states));
  const found: number[][] = [];
  for (let i = 0; i < 3; i++) {
    using result = program(draw(10 + i));
    found.push([...(await result.data())]);
  }
  for (const { value } of Object.values(states)) found.push([...(await value.data())]);
  return found;
}

for (const [name, step] of Object.entries(steps)) {
  gpuTest(`a step's states: it reads ${name}`, async () => {
    using backend = await gpu();
    const expected = await runs(createCpuBackend({ threads: 1 }), step);
    const found = await runs(backend, step);
    found.forEach((values, i) =>
      values.forEach((value, k) =>
        expect(value, `value ${i}, element ${k}`).toBeCloseTo(expected[i]![k]!, 4),
      ),
    );
  });
}
