import type { Expression } from "../../expression/expression.js";
import { contiguousStrides, sameShape } from "../../shape.js";
import type { TracedNode, TracedValue } from "../value.js";
import { scalarOf } from "./numbers.js";

/**
 * The input that a node gives back bit by bit, if it does: x·1, x/1, x - 0, copies, casts to the same dtype, views that
 * change nothing. Not x + 0, which turns -0 into 0.
 */
export function sameAsInput({ op, attributes, inputs, output }: TracedNode): TracedValue | undefined {
  const { dtype, shape } = output.spec;
  const same = ({ spec }: TracedValue) => spec.dtype === dtype && sameShape(spec.shape, shape);
  if (!inputs.some(same)) return undefined;
  if (op.kind === "view") {
    const layout = op.layout(shape, contiguousStrides(shape), attributes);
    const isWhole =
      layout !== null && layout.offset === 0 && sameShape(layout.strides, contiguousStrides(shape));
    return isWhole ? inputs[0] : undefined;
  }
  if (op.kind !== "elementwise") return undefined;
  const index = inputOf(op.value(inputs.map(scalarOf), attributes).node);
  const value = index === undefined ? undefined : inputs[index]!;
  return value && same(value) ? value : undefined;
}

/** The index of the input to which an expression comes down. */
function inputOf(e: Expression): number | undefined {
  if (e.kind === "input") return e.index;
  if (e.kind !== "binary") return undefined;
  const isFloat = e.type === "float32" || e.type === "float64";
  const is = (side: Expression, number: number) => side.kind === "constant" && Object.is(side.value, number);
  switch (e.operator) {
    case "multiply":
      return is(e.b, 1) ? inputOf(e.a) : is(e.a, 1) ? inputOf(e.b) : undefined;
    case "divide":
      return is(e.b, 1) ? inputOf(e.a) : undefined;
    case "subtract":
      return is(e.b, 0) ? inputOf(e.a) : undefined;
    case "add": {
      const nothing = isFloat ? -0 : 0;
      return is(e.b, nothing) ? inputOf(e.a) : is(e.a, nothing) ? inputOf(e.b) : undefined;
    }
    default:
      return undefined;
  }
}
