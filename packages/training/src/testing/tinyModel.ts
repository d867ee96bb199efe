import { Dataset } from "@mebae/data";
import {
  add,
  cast,
  expandDims,
  Generator,
  type Key,
  mul,
  scope,
  sub,
  sum,
  type Tensor,
  tensor,
  uniform,
  Variable,
} from "@mebae/tensor";
import type { Model, TrainingOptimizer } from "../model.js";

/**
 * y = Σ x·(1 + noise)·W + b, with noise in training and a running mean of the inputs: the least that has weights,
 * a buffer and randomness, so that a resumed run can go wrong in each.
 */
export class TinyModel implements Model, Disposable {
  readonly weight: Variable;
  readonly bias: Variable;
  readonly runningMean: Variable;

  constructor(inputs: number, outputs: number) {
    const draw = new Generator(5);
    const start = Float32Array.from({ length: inputs * outputs }, () => draw.uniform(-0.5, 0.5));
    using weight = tensor(start, { shape: [inputs, outputs] });
    using bias = tensor(new Float32Array(outputs));
    using mean = tensor(new Float32Array(inputs));
    this.weight = new Variable(weight, "weight");
    this.bias = new Variable(bias, "bias");
    this.runningMean = new Variable(mean, "runningMean", { trainable: false });
  }

  forward(x: Tensor, { training = false, key }: { training?: boolean; key?: Key } = {}): Tensor {
    return scope(() => {
      let input = x;
      if (training) {
        input = mul(x, uniform(key!, x.shape, { low: 0.9, high: 1.1 }));
        const mean = mul(sum(x, { axes: 0 }), 1 / x.shape[0]!);
        this.runningMean.assign(add(mul(this.runningMean.value, 0.9), mul(mean, 0.1)));
      }
      return add(sum(mul(expandDims(input, 2), this.weight.value), { axes: 1 }), this.bias.value);
    });
  }

  parameters(): Variable[] {
    return [this.weight, this.bias];
  }

  namedVariables(): Map<string, Variable> {
    return new Map([
      ["weight", this.weight],
      ["bias", this.bias],
      ["runningMean", this.runningMean],
    ]);
  }

  toJSON(): unknown {
    return { type: "TinyModel", inputs: this.weight.shape[0], outputs: this.weight.shape[1] };
  }

  [Symbol.dispose](): void {
    for (const variable of this.namedVariables().values()) variable.dispose();
  }
}

/** v ← 0.9·v + g, W ← W - η·v, with all its state in Variables. */
export class TinyMomentum implements TrainingOptimizer, Disposable {
  readonly #velocities: Variable[];
  readonly #rate: Variable;

  constructor(
    readonly parameters: readonly Variable[],
    public learningRate: number,
  ) {
    this.#velocities = parameters.map(({ value }) => {
      using zeros = tensor(new Float32Array(value.size), { shape: value.shape });
      return new Variable(zeros, "velocity", { trainable: false });
    });
    using rate = tensor(learningRate, { dtype: "float64" });
    this.#rate = new Variable(rate, "learningRate", { trainable: false });
  }

  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
    using rate = tensor(learningRate, { dtype: "float64" });
    this.#rate.assign(rate);
  }

  step(gradients: readonly Tensor[]): void {
    scope(() => {
      const rate = cast(this.#rate.value, "float32");
      this.parameters.forEach((parameter, i) => {
        const velocity = add(mul(this.#velocities[i]!.value, 0.9), gradients[i]!);
        this.#velocities[i]!.assign(velocity);
        parameter.assign(sub(parameter.value, mul(velocity, rate)));
      });
    });
  }

  state(): Map<string, Variable> {
    const named = this.#velocities.map((velocity, i) => [`${i}.velocity`, velocity] as const);
    return new Map([...named, ["learningRate", this.#rate]]);
  }

  [Symbol.dispose](): void {
    for (const variable of this.state().values()) variable.dispose();
  }
}

/** (1/n) Σ (y-t)². */
export function squaredError(y: Tensor, t: Tensor): Tensor {
  return scope(() => {
    const error = add(y, mul(t, -1));
    return mul(sum(mul(error, error)), 1 / t.size);
  });
}

/** t = 2·x₀ - x₁ + 3 with some noise. */
export function lineData(examples: number, seed = 1): Dataset {
  const draw = new Generator(seed);
  const data = Float32Array.from({ length: examples * 2 }, () => draw.uniform(-1, 1));
  const values = Float32Array.from({ length: examples }, (_, i) => {
    return 2 * data[2 * i]! - data[2 * i + 1]! + 3 + draw.normal(0, 0.05);
  });
  return new Dataset({
    name: "line",
    features: { data, shape: [2] },
    target: { kind: "numbers", values, names: ["t"] },
  });
}
