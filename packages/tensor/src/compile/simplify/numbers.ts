import { type DType, storedElements, storedNumbers } from "../../dtype.js";
import { constant, input, type Scalar } from "../../expression/scalar.js";
import { scalarTypeOf } from "../../ops/cast.js";
import type { Shape } from "../../shape.js";
import { TracedValue } from "../value.js";

/** A constant that is one number in all places, as the dtype holds it. */
export function numberValue(dtype: DType, shape: Shape, number: number): TracedValue {
  const source = storedElements(dtype, [number]);
  const strides = shape.map(() => 0);
  const constant = storedNumbers(dtype, source)[0]!;
  return new TracedValue({ dtype, shape, strides, constant }, { kind: "constant", source });
}

/** What an expression reads for a value: the number where it is one. */
export function scalarOf({ spec }: TracedValue, index: number): Scalar {
  const type = scalarTypeOf(spec.dtype);
  return spec.constant === undefined ? input(index, type) : constant(spec.constant, type);
}

/** A number as text that is equal for equal bits. */
export function numberKey(number: number): string {
  return Object.is(number, -0) ? "-0" : `${number}`;
}
