import { type Tensor, UsageError, Variable, zeros } from "@mebae/tensor";
import { expectNonNegative } from "./checks.js";

/** Parameters that share settings which differ from those of the others. */
export interface ParameterGroup {
  readonly parameters: readonly Variable[];
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly l2?: number;
}

/** A parameter with its own state and settings. */
export interface Entry {
  readonly parameter: Variable;
  readonly slots: readonly Variable[];
  /** Of the group's learning rate to the common one. */
  readonly rateFactor: number;
  readonly weightDecay: number;
  readonly l2: number;
}

interface Defaults {
  readonly name: string;
  readonly slots: readonly string[];
  readonly learningRate: number;
  readonly weightDecay?: number;
  readonly l2?: number;
}

/** A Variable of the optimizer's own, which takes the tensor over. */
export function cell(initial: Tensor, name: string): Variable {
  const variable = new Variable(initial, name, { trainable: false });
  initial.dispose();
  return variable;
}

/** One entry a parameter, in order. Decay spares what has fewer than two axes unless its group asks for it. */
export function entriesOf(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  defaults: Defaults,
): Entry[] {
  const groups = parameters.map(
    (item): ParameterGroup => ("parameters" in item ? item : { parameters: [item] }),
  );
  const seen = new Set<Variable>();
  for (const group of groups) {
    checkGroup(group, defaults);
    for (const parameter of group.parameters) {
      if (seen.has(parameter))
        throw new UsageError(`${defaults.name}: the parameter "${parameter.name}" comes twice`);
      seen.add(parameter);
    }
  }
  return groups.flatMap((group) => group.parameters.map((parameter) => entryOf(parameter, group, defaults)));
}

function checkGroup({ learningRate, weightDecay, l2 }: ParameterGroup, defaults: Defaults): void {
  for (const [setting, value] of Object.entries({ learningRate, weightDecay, l2 })) {
    if (value !== undefined) expectNonNegative(`${defaults.name}, in a group`, setting, value);
  }
  if (learningRate !== undefined && defaults.learningRate === 0) {
    throw new UsageError(
      `${defaults.name}: a group's learningRate keeps its ratio to the common one, which must then be above 0`,
    );
  }
}

function entryOf(parameter: Variable, group: ParameterGroup, defaults: Defaults): Entry {
  const { dtype, shape } = parameter;
  const { backend } = parameter.value;
  const decays = shape.length >= 2;
  const { learningRate } = group;
  return {
    parameter,
    slots: defaults.slots.map((slot) => cell(zeros(shape, { dtype, backend }), slot)),
    rateFactor: learningRate === undefined ? 1 : learningRate / defaults.learningRate,
    weightDecay: group.weightDecay ?? (decays ? (defaults.weightDecay ?? 0) : 0),
    l2: group.l2 ?? (decays ? (defaults.l2 ?? 0) : 0),
  };
}
