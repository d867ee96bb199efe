// The same trainer on jax-js, with Adam written out.
import { defaultDevice, init, jit, nn, numpy as np, random, valueAndGrad } from "@jax-js/jax";

type Weights = np.Array[];
type State = { values: Weights; first: Weights; second: Weights };

const shapes = [[784, 256], [256], [256, 10], [10]];
const keys = random.split(random.key(0), shapes.length);

const lossOf = ([w1, b1, w2, b2]: Weights, x: np.Array, t: np.Array) => {
  const logits = np.matmul(nn.relu(np.matmul(x, w1!).add(b1!)), w2!).add(b2!);
  return nn
    .oneHot(t, 10)
    .mul(nn.logSoftmax(logits))
    .sum()
    .mul(-1 / logits.shape[0]!);
};

const step = jit(({ values, first, second }: State, count: np.Array, x: np.Array, t: np.Array) => {
  const [loss, gradients] = valueAndGrad(lossOf)(
    values.map((value) => value.ref),
    x,
    t,
  );
  const m = first.map((old, i) => old.mul(0.9).add(gradients[i]!.ref.mul(0.1)));
  const v = second.map((old, i) => old.mul(0.999).add(np.square(gradients[i]!).mul(0.001)));
  const corrected = (beta: number) =>
    np
      .exp(count.ref.mul(Math.log(beta)))
      .mul(-1)
      .add(1);
  const next = values.map((value, i) => {
    const root = np.sqrt(v[i]!.ref.div(corrected(0.999))).add(1e-8);
    return value.sub(m[i]!.ref.div(corrected(0.9)).div(root).mul(1e-3));
  });
  return [loss, { values: next, first: m, second: v }] as [np.Array, State];
});

let state: State | undefined;
let count = 0;

export async function train(
  images: Float32Array<ArrayBuffer>,
  labels: Int32Array<ArrayBuffer>,
): Promise<number> {
  if (!state) {
    await init("wasm");
    defaultDevice("wasm");
    const zeros = () => shapes.map((shape) => np.zeros(shape));
    const values = shapes.map((shape, i) => random.normal(keys.ref.slice(i), shape).mul(0.05));
    state = { values, first: zeros(), second: zeros() };
  }
  const x = np.array(images, { shape: [labels.length, 784] });
  const [loss, next] = step(state, np.array(++count), x, np.array(labels)) as [np.Array, State];
  state = next;
  return (await loss.data())[0]!;
}
