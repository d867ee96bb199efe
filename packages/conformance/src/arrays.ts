import { type DType, isFloat, type Shape, sizeOf, storedElements, storedNumbers } from "@mebae/tensor";
import type { OpCase, OpCases, OracleArray } from "@mebae/tensor/cases";

/** A host array of values that its dtype can hold. */
export interface DrawnArray extends OracleArray {
  readonly dtype: DType;
  readonly data: Float64Array;
}

/** Values as the dtype holds them: rounded, wrapped, or truth values. */
export function asDtype(values: ArrayLike<number>, dtype: DType): Float64Array {
  return Float64Array.from(storedNumbers(dtype, storedElements(dtype, values)));
}

/** What the cases' independent definition gives, in float64. */
export function oracleOf(cases: OpCases, c: OpCase, inputs: readonly OracleArray[]): OracleArray {
  if (!cases.elementwise || inputs.length !== cases.elementwise.arity) {
    const oracle = cases.oracle as (inputs: readonly OracleArray[], ...args: unknown[]) => OracleArray;
    return oracle(inputs, ...(c.arguments ?? []));
  }
  const scalar = cases.oracle as (...scalars: number[]) => number;
  const shape = broadcastShape(inputs.map((input) => input.shape));
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) =>
    scalar(...inputs.map((input) => input.data[broadcastIndex(i, shape, input.shape)]!)),
  );
  return { shape, data };
}

function broadcastShape(shapes: readonly Shape[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    return lengths.find((n) => n !== 1) ?? 1;
  });
}

/** Where element i of `shape` is read in an array that stretches from `source` to it. */
function broadcastIndex(i: number, shape: Shape, source: Shape): number {
  let at = 0;
  let step = 1;
  for (let axis = shape.length - 1, rest = i; axis >= 0; axis--) {
    const index = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
    const n = source[axis - shape.length + source.length] ?? 1;
    if (n !== 1) at += index * step;
    step *= n;
  }
  return at;
}

/** The smallest relative step of a float dtype: the distance from 1 to the next number. */
export function epsilonOf(dtype: DType): number {
  if (!isFloat(dtype)) return 0;
  return dtype === "float64" ? 2 ** -52 : dtype === "float32" ? 2 ** -23 : 2 ** -10;
}

/** The distance between the smallest numbers of a float dtype. */
export function smallestOf(dtype: DType): number {
  return dtype === "float64" ? 2 ** -1074 : dtype === "float32" ? 2 ** -149 : 2 ** -24;
}
