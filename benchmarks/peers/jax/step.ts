import { jit, numpy as np, random, valueAndGrad } from "@jax-js/jax";
import type { Prepared, RawTensor, Task } from "../../protocol/messages.ts";
import { crossEntropy, type JaxArray } from "./layers.ts";
import { dropoutBy, networks } from "./networks.ts";

const beta1 = 0.9;
const beta2 = 0.999;

/** Parameters with their first and second moments, each list in the order of the names. */
type State = { values: JaxArray[]; first: JaxArray[]; second: JaxArray[] };
/** What differs from step to step: η/(1-β₁ᵗ), 1-β₂ᵗ and what dropout draws from. */
type Moment = { rate: JaxArray; correction: JaxArray; key: JaxArray };

/** Adam written out, as jax-js itself brings no optimizer; plain descent for the smallest network. */
function update(state: State, gradients: JaxArray[], rate: JaxArray, correction: JaxArray): State {
  const first = state.first.map((m, i) => m.mul(beta1).add(gradients[i]!.ref.mul(1 - beta1)));
  const second = state.second.map((v, i) => v.mul(beta2).add(np.square(gradients[i]!).mul(1 - beta2)));
  const values = state.values.map((value, i) => {
    const root = np.sqrt(second[i]!.ref.div(correction.ref)).add(1e-8);
    return value.sub(first[i]!.ref.div(root).mul(rate.ref));
  });
  rate.dispose();
  correction.dispose();
  return { values, first, second };
}

function descend(state: State, gradients: JaxArray[], learningRate: number): State {
  return { ...state, values: state.values.map((value, i) => value.sub(gradients[i]!.mul(learningRate))) };
}

/** The whole step in one `jit`: loss, gradients and update. */
function compileStep(names: readonly string[], { work, settings }: Task) {
  const { dropout: probability, learningRate } = settings as { dropout: number; learningRate: number };
  const lossOf = (values: JaxArray[], x: JaxArray, t: JaxArray, key: JaxArray) => {
    const take = (path: string) => values[names.indexOf(path)]!;
    const dropout = probability > 0 ? dropoutBy(key, probability) : (h: JaxArray) => h;
    return crossEntropy(networks[work]!(take, x, dropout), t);
  };
  return jit((state: State, { rate, correction, key }: Moment, x: JaxArray, t: JaxArray) => {
    const values = state.values.map((value) => value.ref);
    const [loss, gradients] = valueAndGrad(lossOf)(values, x, t, key) as [JaxArray, JaxArray[]];
    const next =
      work === "xor" ? descend(state, gradients, learningRate) : update(state, gradients, rate, correction);
    return [loss, next] as [JaxArray, State];
  });
}

export function step(task: Task, tensors: ReadonlyMap<string, RawTensor>, threaded: boolean): Prepared {
  const arrays = new Map([...tensors].map(([name, { data, shape }]) => [name, toArray(data, shape)]));
  const [x, t] = [arrays.get("x")!, arrays.get("t")!];
  const names = [...arrays.keys()].filter((name) => name !== "x" && name !== "t");
  const values = names.map((name) => arrays.get(name)!);
  const hasMoments = task.work !== "xor";
  const zeros = () => (hasMoments ? values.map((value) => np.zeros(value.shape)) : []);
  let state: State = { values, first: zeros(), second: zeros() };
  const compiled = compileStep(names, task);
  let count = 0;
  const begin = () => {
    count++;
    const moment = {
      rate: np.array((task.settings["learningRate"] as number) / (1 - beta1 ** count)),
      correction: np.array(1 - beta2 ** count),
      key: random.key(count),
    };
    const [loss, next] = compiled(state, moment, x.ref, t.ref) as [JaxArray, State];
    state = next;
    return loss;
  };
  const runThreaded = async () => ((await begin().data()) as Float32Array)[0];
  return {
    // Without its pool of workers jax-js computes at once, and reading at once is the faster way.
    run: threaded ? runThreaded : () => (begin().dataSync() as Float32Array)[0],
    parameters: async () => {
      const read = state.values.map(async (value) => (await value.ref.data()) as Float32Array);
      const all = await Promise.all(read);
      return new Map(names.map((name, i) => [name, all[i]!]));
    },
    release: () => {
      for (const array of [x, t, ...state.values, ...state.first, ...state.second]) array.dispose();
      compiled.dispose();
    },
  };
}

export function toArray(data: Float32Array | Int32Array, shape: readonly number[]): JaxArray {
  const copy = data.slice() as Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  return np.array(copy, { shape: [...shape] });
}
