import * as ops from "../../index.js";
import { type Generator, type Key, type Tensor, Variable } from "../../index.js";

/** Functions of tensors [a, b] to a tensor of the same kind, finite where their arguments are. */
const steps: readonly ((x: Tensor, y: Tensor, key: Key) => Tensor)[] = [
  (x, y) => ops.add(x, y),
  (x, y) => ops.sub(x, ops.mul(y, 0.5)),
  (x, y) => ops.tanh(ops.mul(x, y)),
  (x) => ops.sigmoid(x),
  (x) => ops.softmax(x),
  (x) => ops.mul(ops.sub(x, 0), 1),
  (x, y) => ops.where(ops.greater(x, y), x, ops.neg(y)),
  (x) => ops.add(ops.mul(ops.zerosLike(x), 3), x),
  (x) => ops.tanh(ops.matmul(x, ops.matmul(ops.transpose(x), x))),
  (x) => ops.reshape(ops.reshape(ops.transpose(x), [-1]), x.shape),
  (x) => ops.sub(x, ops.mean(x, { axes: 0, keepDims: true })),
  (x, y) => ops.div(x, ops.add(ops.sum(ops.square(y), { axes: 1, keepDims: true }), 1)),
  (x) => ops.slice(ops.concatenate([x, ops.flip(x, 0)], 0), [{ stop: x.shape[0]! }]),
  (x) => ops.cumulativeSum(ops.mul(x, 0.3), { axis: 0 }),
  (x, _, key) => ops.mul(x, ops.uniform(key, x.shape, { dtype: x.dtype })),
  (x) => ops.cast(ops.cast(ops.add(ops.mul(x, 4), 0.37), "int32"), x.dtype),
];

/** What `randomProgram` makes: a step that changes variables and gives tensors, as a training step does. */
export interface RandomProgram {
  readonly variables: readonly Variable[];
  readonly run: (x: Tensor, factor: number, key: Key) => { value: Tensor; gradients: Tensor[]; last: Tensor };
}

/** Draws a program: some ops on an argument, a number, a key and two variables, with gradients and assignments. */
export function randomProgram(draw: Generator, start: readonly Tensor[]): RandomProgram {
  const variables = start.map((value, i) => new Variable(value, `v${i}`));
  const plan = Array.from({ length: draw.integer(3, 12) }, () => ({
    step: steps[draw.integer(0, steps.length)]!,
    x: draw.uniform(),
    y: draw.uniform(),
  }));
  const assigned = draw.integer(0, 3);
  const run: RandomProgram["run"] = (x, factor, key) => {
    let last = x;
    const { value, gradients } = ops.valueAndGrad(() => {
      const values = [ops.mul(x, factor), ...variables.map((variable) => variable.value)];
      const pick = (at: number) => values[Math.floor(at * values.length)]!;
      for (const [i, { step, x: a, y: b }] of plan.entries())
        values.push(step(pick(a), pick(b), key.fold(i)));
      last = ops.stopGradient(() => ops.add(values.at(-1)!, 0)).alias({ owner: null });
      return ops.mean(ops.square(values.slice(-3).reduce((a, b) => ops.add(a, b))));
    }, variables);
    variables.slice(0, assigned).forEach((variable, i) => {
      variable.assign(ops.sub(variable.value, ops.mul(gradients[i]!, 0.1)));
    });
    return { value, gradients: [...gradients], last };
  };
  return { variables, run };
}
