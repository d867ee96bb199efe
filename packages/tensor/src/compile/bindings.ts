import type { Backend, Binding, ValueSpec } from "../backend.js";
import { Key } from "../random/key.js";
import { allocateTensor, Tensor } from "../tensor.js";
import type { Variable } from "../variable.js";
import type { Leaf } from "./arguments.js";
import { claimState, contiguousState } from "./claim.js";
import { Constants } from "./constants.js";
import type { LoweredTrace } from "./lowerTrace.js";
import { ScalarInputs } from "./scalarInputs.js";

/** A Variable's place among the inputs, and among the outputs where the new value is written over the old one. */
interface StateInput {
  readonly variable: Variable;
  readonly input: number;
  readonly donatedTo: number | undefined;
  /** The tensor that is bound. */
  bound: Tensor | undefined;
}

/** An output that each run allocates: a result, or a Variable's next value that can't be written over the last. */
interface FreshOutput {
  readonly output: number;
  readonly spec: ValueSpec;
  readonly variable: Variable | undefined;
}

/**
 * What stands where when a graph runs. The two arrays are made once: a run changes only the places of what changed,
 * so that it costs next to no JavaScript.
 */
export class Bindings {
  readonly inputs: Binding[] = [];
  readonly outputs: Binding[] = [];
  readonly #tensors: { readonly leaf: number; readonly input: number }[] = [];
  readonly #states: StateInput[] = [];
  readonly #fresh: readonly FreshOutput[];
  readonly #made: Tensor[] = [];
  readonly #results: readonly number[];
  readonly #scalars: ScalarInputs | undefined;
  readonly #constants: Constants;

  constructor(
    readonly backend: Backend,
    { graph, inputs, results, updates }: LoweredTrace,
    leaves: readonly Leaf[],
  ) {
    const donations = new Map(graph.donations!.map(([output, input]) => [input, output]));
    const scalars = inputs.flatMap(({ origin }) =>
      origin.kind === "argument" && !(leaves[origin.leaf] instanceof Tensor) ? [origin.leaf] : [],
    );
    this.#scalars = scalars.length > 0 ? new ScalarInputs(backend, scalars) : undefined;
    this.#constants = new Constants(backend, inputs);
    inputs.forEach((value, input) => {
      const { origin } = value;
      if (origin.kind === "state") {
        const { variable } = origin;
        this.#states.push({ variable, input, donatedTo: donations.get(input), bound: undefined });
      } else if (origin.kind === "constant") this.inputs[input] = this.#constants.of(value).binding;
      else if (origin.kind === "argument") {
        const leaf = leaves[origin.leaf]!;
        if (leaf instanceof Tensor) this.#tensors.push({ leaf: origin.leaf, input });
        else this.inputs[input] = this.#scalars!.binding(origin.leaf, leaf instanceof Key);
      }
    });
    const written = new Map(updates.map(({ output, variable }) => [output, variable]));
    const donated = new Set(donations.values());
    const specOf = (value: number) => graph.nodes[value - inputs.length]!.output;
    this.#fresh = graph.outputs.flatMap((value, output) =>
      donated.has(output) ? [] : [{ output, spec: specOf(value), variable: written.get(output) }],
    );
    this.#results = results;
  }

  /** Makes ready for a run with these arguments. */
  bind(leaves: readonly Leaf[]): void {
    for (let i = 0; i < this.#tensors.length; i++) {
      const { leaf, input } = this.#tensors[i]!;
      this.inputs[input] = (leaves[leaf] as Tensor).binding;
    }
    this.#scalars?.upload(leaves);
    for (let i = 0; i < this.#states.length; i++) this.#bindState(this.#states[i]!);
    try {
      for (let i = 0; i < this.#fresh.length; i++) this.#allocate(this.#fresh[i]!);
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  #bindState(state: StateInput): void {
    const { variable, input, donatedTo, bound } = state;
    if (variable.held === bound && !bound.isDisposed && !(donatedTo !== undefined && variable.isExposed))
      return;
    const tensor = donatedTo === undefined ? contiguousState(variable) : claimState(variable);
    state.bound = tensor;
    this.inputs[input] = tensor.binding;
    if (donatedTo !== undefined) this.outputs[donatedTo] = tensor.binding;
  }

  #allocate({ output, spec, variable }: FreshOutput): void {
    const tensor = allocateTensor(this.backend, spec.dtype, spec.shape, variable ? null : undefined);
    this.#made[output] = tensor;
    this.outputs[output] = tensor.binding;
  }

  /** After a run: Variables take their new values, and the results are handed out. */
  commit(): Tensor[] {
    const made = this.#made;
    for (let i = 0; i < this.#fresh.length; i++) {
      const { output, variable } = this.#fresh[i]!;
      variable?.exchange(made[output]!).dispose();
    }
    const results: Tensor[] = [];
    for (let i = 0; i < this.#results.length; i++) {
      const tensor = made[this.#results[i]!]!;
      results.push(results.includes(tensor) ? tensor.alias() : tensor);
    }
    made.length = 0;
    return results;
  }

  /** After a run that threw, what it allocated goes; Variables hold what they held. */
  rollBack(): void {
    for (const tensor of this.#made) tensor?.dispose();
    this.#made.length = 0;
  }

  dispose(): void {
    this.#scalars?.dispose();
    this.#constants.dispose();
  }
}
