import {
  DataError,
  formatShape,
  reshape,
  type Shape,
  scope,
  type Tensor,
  type Variable,
} from "@mebae/tensor";

type Named = ReadonlyMap<string, Tensor> | Readonly<Record<string, Tensor>>;

/** Assigns tensors to the variables of the same names, after all of them were found to fit. */
export function loadVariables(variables: ReadonlyMap<string, Variable>, tensors: Named): void {
  const given = new Map<string, Tensor>(tensors instanceof Map ? tensors : Object.entries(tensors));
  for (const [name, variable] of variables) {
    const value = given.get(name);
    if (!value)
      throw new DataError(`load: the weights have no "${name}", which the model needs`, { key: name });
    if (value.dtype !== variable.dtype || !fits(value.shape, variable.shape)) {
      throw new DataError(
        `load: "${name}" should be ${variable.dtype} ${formatShape(variable.shape)}, not ${value.dtype} ${formatShape(value.shape)}`,
        { key: name },
      );
    }
  }
  for (const name of given.keys()) {
    if (!variables.has(name)) {
      throw new DataError(`load: the weights have "${name}", which the model lacks`, { key: name });
    }
  }
  scope(() => {
    for (const [name, variable] of variables) variable.assign(reshape(given.get(name)!, variable.shape));
  });
}

/** The same shape, but for axes of length 1 in front. */
function fits(shape: Shape, wanted: Shape): boolean {
  const lead = shape.length - wanted.length;
  return lead >= 0 && shape.every((n, axis) => n === (axis < lead ? 1 : wanted[axis - lead]));
}
