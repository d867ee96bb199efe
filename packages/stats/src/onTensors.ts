import {
  broadcastShapes,
  broadcastTo,
  cast,
  customGradient,
  DtypeError,
  isFloat,
  mul,
  Tensor,
  type TensorLike,
  tensor,
} from "@mebae/tensor";
import { type DensityName, outside, parameterNames, termOf, wrapped } from "./programs.js";
import type { DistributionRecord, Parameters } from "./record.js";
import { derivative } from "./symbolic/derivative.js";
import { Program } from "./symbolic/program.js";
import type { Term } from "./symbolic/term.js";

/**
 * A family's function of tensors, x and parameters broadcast together; differentiable any number of times by all of them. It is
 * computed on the host in float64 and rounded to x's dtype.
 */
export function onTensors<P extends string>(
  record: DistributionRecord<P>,
  name: DensityName,
  x: Tensor,
  parameters: Readonly<Record<P, TensorLike>>,
): Tensor {
  if (!isFloat(x.dtype)) throw new DtypeError(`${record.name}.${name}: expected floats, got ${x}`);
  const inputs = parameterNames(record).map((parameter) => {
    const value: TensorLike = parameters[parameter];
    return value instanceof Tensor ? value : tensor(Number(value), { dtype: x.dtype, backend: x.backend });
  });
  return termOnTensors(record, name, termOf(record, name), 0)(x, ...inputs);
}

function termOnTensors<P extends string>(
  record: DistributionRecord<P>,
  name: DensityName,
  term: Term,
  order: number,
): (...inputs: Tensor[]) => Tensor {
  const variables = ["x", ...parameterNames(record)];
  return customGradient(
    `${record.name}.${name}`,
    (...inputs: Tensor[]) => computed(record, name, new Program([term], variables, []), order, inputs),
    variables.map((by) => (dy, { inputs }) => {
      const slope = termOnTensors(record, name, derivative(term, by), order + 1)(...inputs);
      return mul(dy, slope);
    }),
  );
}

function computed<P extends string>(
  record: DistributionRecord<P>,
  name: DensityName,
  program: Program,
  order: number,
  inputs: readonly Tensor[],
): Tensor {
  const { dtype, backend } = inputs[0]!;
  const shape = broadcastShapes(
    inputs.map((input) => input.shape),
    `${record.name}.${name}`,
  );
  const columns = inputs.map((input) =>
    Float64Array.from(cast(broadcastTo(input, shape), "float64").dataSync()),
  );
  if (record.period) wrapColumn(record, columns);
  const result = program.each(columns, [])[0]!;
  for (let i = 0; i < result.length; i++) {
    const [low, high] = record.support(parametersOf(record, columns, i));
    const edge = outside(record.kind, name, columns[0]![i]!, low, high);
    if (edge !== undefined) result[i] = order === 0 || Number.isNaN(edge) ? edge : 0;
  }
  return tensor(result, { dtype, shape, backend });
}

function wrapColumn<P extends string>(record: DistributionRecord<P>, columns: readonly Float64Array[]): void {
  const angles = columns[0]!;
  for (let i = 0; i < angles.length; i++)
    angles[i] = wrapped(angles[i]!, record.support(parametersOf(record, columns, i)), record.period!);
}

function parametersOf<P extends string>(
  record: DistributionRecord<P>,
  columns: readonly Float64Array[],
  i: number,
): Parameters<P> {
  return Object.fromEntries(
    parameterNames(record).map((key, k) => [key, columns[k + 1]![i]!]),
  ) as Parameters<P>;
}
