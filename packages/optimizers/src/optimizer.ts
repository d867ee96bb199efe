import {
  add,
  cast,
  currentBackend,
  formatShape,
  mul,
  ShapeError,
  scope,
  stopGradient,
  sub,
  type Tensor,
  tensor,
  UsageError,
  type Variable,
} from "@mebae/tensor";
import { expectNonNegative } from "./checks.js";
import { clipByNorm, clipByValue } from "./clip.js";
import { cell, type Entry, entriesOf, type ParameterGroup } from "./parameterGroups.js";

export interface OptimizerOptions {
  /** η; `setLearningRate` changes it. */
  readonly learningRate: number;
  /** λ of decoupled decay: θ ← θ - η·λ·θ beside the step (Loshchilov & Hutter 2019). 0 by default. */
  readonly weightDecay?: number;
  /** λ of the penalty ½λ‖θ‖²: g ← g + λ·θ before the step. 0 by default. */
  readonly l2?: number;
  /** Scales all gradients down together where their common norm is above this. */
  readonly clipNorm?: number;
  /** Brings each element of the gradients into [-clipValue, clipValue]. */
  readonly clipValue?: number;
}

/** What a rule sees of one parameter: value and gradient, its slots, η and the number of this step, 1 for the first. */
export interface Update {
  readonly value: Tensor;
  readonly gradient: Tensor;
  readonly slots: readonly Tensor[];
  readonly learningRate: Tensor;
  readonly step: Tensor;
}

/** One optimizer's arithmetic, in public ops: a pure function of an update. */
export interface Rule {
  readonly name: string;
  /** Names of the tensors of the parameter's shape that it keeps, zeros at first. */
  readonly slots: readonly string[];
  readonly update: (update: Update) => { readonly value: Tensor; readonly slots: readonly Tensor[] };
}

/**
 * Changes parameters by their gradients. Learning rate, step count and moments are Variables, so that a checkpoint keeps
 * them. Decay, whether `weightDecay` or `l2`, leaves alone what has fewer than two axes (biases, gains of norms), unless
 * a group says otherwise.
 */
export class Optimizer implements Disposable {
  readonly parameters: readonly Variable[];
  readonly #entries: readonly Entry[];
  readonly #learningRate: Variable;
  readonly #step: Variable;
  #rate: { readonly id: number; readonly value: number };

  constructor(
    readonly rule: Rule,
    parameters: readonly Variable[] | readonly ParameterGroup[],
    readonly options: OptimizerOptions,
  ) {
    checkOptions(rule.name, options);
    const { learningRate, weightDecay, l2 } = options;
    this.#entries = entriesOf(parameters, { ...rule, learningRate, weightDecay, l2 });
    this.parameters = this.#entries.map(({ parameter }) => parameter);
    // Beside the parameters, wherever new tensors are made by now.
    const backend = this.parameters[0]?.value.backend;
    const { dtypes } = backend ?? currentBackend();
    const dtype = dtypes.has("float64") ? "float64" : "float32";
    this.#learningRate = cell(tensor(learningRate, { dtype, backend }), "learningRate");
    this.#step = cell(tensor(0, { dtype: "int32", backend }), "step");
    this.#rate = { id: this.#learningRate.value.id, value: learningRate };
  }

  /** η, of parameters without a rate of their own. */
  get learningRate(): number {
    const { value } = this.#learningRate;
    if (value.id !== this.#rate.id) this.#rate = { id: value.id, value: value.itemSync() as number };
    return this.#rate.value;
  }

  /** Sets η; groups with a rate of their own keep their ratio to it. */
  setLearningRate(learningRate: number): void {
    expectNonNegative(this.rule.name, "learningRate", learningRate);
    const { backend, dtype } = this.#learningRate.value;
    scope(() => this.#learningRate.assign(tensor(learningRate, { dtype, backend })));
    this.#rate = { id: this.#learningRate.value.id, value: learningRate };
  }

  /** One step down the gradients, which stand in the order of `parameters`. */
  step(gradients: readonly Tensor[]): void {
    this.#check(gradients);
    stopGradient(() =>
      scope(() => {
        this.#step.assign(add(this.#step.value, 1));
        const clipped = this.#clip(gradients);
        this.#entries.forEach((entry, i) => this.#apply(entry, clipped[i]!));
      }),
    );
  }

  /** Learning rate, step count and slots by name, such as "0.firstMoment"; a fresh optimizer has the same names. */
  state(): ReadonlyMap<string, Variable> {
    const state = new Map([
      ["learningRate", this.#learningRate],
      ["step", this.#step],
    ]);
    this.#entries.forEach(({ slots }, i) => {
      slots.forEach((slot, k) => state.set(`${i}.${this.rule.slots[k]}`, slot));
    });
    return state;
  }

  /** Frees the state; the parameters are the model's. */
  dispose(): void {
    for (const variable of this.state().values()) variable.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #apply({ parameter, slots, rateFactor, weightDecay, l2 }: Entry, gradient: Tensor): void {
    scope(() => {
      const { value } = parameter;
      const learningRate = mul(cast(this.#learningRate.value, parameter.dtype), rateFactor);
      const { value: next, slots: nextSlots } = this.rule.update({
        value: weightDecay > 0 ? sub(value, mul(value, mul(learningRate, weightDecay))) : value,
        gradient: l2 > 0 ? add(gradient, mul(value, l2)) : gradient,
        slots: slots.map((slot) => slot.value),
        learningRate,
        step: cast(this.#step.value, parameter.dtype),
      });
      parameter.assign(next);
      slots.forEach((slot, k) => slot.assign(nextSlots[k]!));
    });
  }

  #clip(gradients: readonly Tensor[]): readonly Tensor[] {
    const { clipNorm, clipValue } = this.options;
    const bounded = clipValue === undefined ? gradients : clipByValue(gradients, clipValue);
    return clipNorm === undefined ? bounded : clipByNorm(bounded, clipNorm);
  }

  #check(gradients: readonly Tensor[]): void {
    const { name } = this.rule;
    if (gradients.length !== this.parameters.length) {
      throw new UsageError(
        `${name}: expected ${this.parameters.length} gradients, one for each parameter, got ${gradients.length}`,
      );
    }
    this.parameters.forEach((parameter, i) => {
      const gradient = gradients[i]!;
      if (
        formatShape(gradient.shape) !== formatShape(parameter.shape) ||
        gradient.dtype !== parameter.dtype
      ) {
        throw new ShapeError(
          `${name}: expected a gradient ${parameter.dtype} ${formatShape(parameter.shape)} for "${parameter.name}", got ${gradient.dtype} ${formatShape(gradient.shape)}`,
        );
      }
    });
  }
}

function checkOptions(name: string, options: OptimizerOptions): void {
  for (const setting of ["learningRate", "weightDecay", "l2", "clipNorm", "clipValue"] as const) {
    const value = options[setting];
    if (value !== undefined || setting === "learningRate") expectNonNegative(name, setting, value as number);
  }
}
