import {
  add,
  cast,
  mul,
  ShapeError,
  scope,
  stopGradient,
  sub,
  type Tensor,
  tensor,
  UsageError,
  Variable,
  zeros,
} from "@mebae/tensor";
import { clipByNorm, clipByValue } from "./clip.js";

/** Parameters that share settings which differ from those of the others. */
export interface ParameterGroup {
  readonly parameters: readonly Variable[];
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly l2?: number;
}

export interface OptimizerOptions {
  /** η. */
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

interface Entry {
  readonly parameter: Variable;
  readonly slots: readonly Variable[];
  readonly rateFactor: number;
  readonly weightDecay: number;
  readonly l2: number;
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
    this.#entries = entriesOf(rule, parameters, options);
    this.parameters = this.#entries.map(({ parameter }) => parameter);
    this.#learningRate = cell(tensor(options.learningRate, { dtype: "float64" }), "learningRate");
    this.#step = cell(tensor(0, { dtype: "int32" }), "step");
    this.#rate = { id: this.#learningRate.value.id, value: options.learningRate };
  }

  /** η, of parameters without a rate of their own. */
  get learningRate(): number {
    const { value } = this.#learningRate;
    if (value.id !== this.#rate.id) this.#rate = { id: value.id, value: value.itemSync() as number };
    return this.#rate.value;
  }

  /** Sets η; groups with a rate of their own keep their ratio to it. */
  setLearningRate(learningRate: number): void {
    checkRate(this.rule.name, learningRate);
    using next = tensor(learningRate, { dtype: "float64" });
    this.#learningRate.assign(next);
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
      if (gradient.shape.join() !== parameter.shape.join() || gradient.dtype !== parameter.dtype) {
        throw new ShapeError(
          `${name}: expected a gradient ${parameter.dtype} [${parameter.shape.join(", ")}] for "${parameter.name}", got ${gradient.dtype} [${gradient.shape.join(", ")}]`,
        );
      }
    });
  }
}

/** A Variable of the optimizer's own, which takes the tensor over. */
function cell(initial: Tensor, name: string): Variable {
  using kept = initial;
  return new Variable(kept, name, { trainable: false });
}

function checkRate(name: string, learningRate: number): void {
  if (!(learningRate >= 0) || !Number.isFinite(learningRate))
    throw new UsageError(`${name}: expected a learning rate of at least 0, got ${learningRate}`);
}

function checkOptions(name: string, options: OptimizerOptions): void {
  checkRate(name, options.learningRate);
  for (const key of ["weightDecay", "l2", "clipNorm", "clipValue"] as const) {
    const value = options[key];
    if (value !== undefined && !(value >= 0))
      throw new UsageError(`${name}: expected ${key} of at least 0, got ${value}`);
  }
}

function isGroup(item: Variable | ParameterGroup): item is ParameterGroup {
  return "parameters" in item;
}

function entriesOf(
  rule: Rule,
  parameters: readonly (Variable | ParameterGroup)[],
  options: OptimizerOptions,
): Entry[] {
  const entries: Entry[] = [];
  const seen = new Set<Variable>();
  const push = (parameter: Variable, group: Omit<ParameterGroup, "parameters">): void => {
    if (seen.has(parameter))
      throw new UsageError(`${rule.name}: the parameter "${parameter.name}" comes twice`);
    seen.add(parameter);
    const decays = parameter.shape.length >= 2;
    const { dtype, shape } = parameter;
    const { learningRate = options.learningRate } = group;
    checkRate(rule.name, learningRate);
    entries.push({
      parameter,
      slots: rule.slots.map((slot) => cell(zeros(shape, { dtype }), slot)),
      rateFactor: options.learningRate > 0 ? learningRate / options.learningRate : 1,
      weightDecay: group.weightDecay ?? (decays ? (options.weightDecay ?? 0) : 0),
      l2: group.l2 ?? (decays ? (options.l2 ?? 0) : 0),
    });
  };
  for (const item of parameters) {
    if (isGroup(item)) for (const parameter of item.parameters) push(parameter, item);
    else push(item, {});
  }
  return entries;
}
