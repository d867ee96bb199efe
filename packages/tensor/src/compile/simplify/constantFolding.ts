import { closure } from "../../expression/evaluate.js";
import { constant, type Scalar } from "../../expression/scalar.js";
import { scalarTypeOf } from "../../ops/cast.js";
import type { ReductionAttributes, ReductionOp } from "../../ops/op.js";
import type { TracedNode, TracedValue } from "../value.js";
import { numberValue, scalarOf } from "./numbers.js";

/** The result of a node whose inputs are known numbers, where it is one number too: as the reference computes it. */
export function foldConstants({ op, attributes, inputs, output }: TracedNode): TracedValue | undefined {
  if (inputs.length === 0 || inputs.some(({ spec }) => spec.constant === undefined)) return undefined;
  const { dtype, shape } = output.spec;
  switch (op.kind) {
    case "view":
      return numberValue(dtype, shape, inputs[0]!.spec.constant!);
    case "elementwise":
      return numberValue(dtype, shape, evaluate(op.value(inputs.map(scalarOf), attributes)));
    case "reduction": {
      const total = foldReduction(op, attributes as ReductionAttributes, inputs[0]!, output);
      return total === undefined ? undefined : numberValue(dtype, shape, total);
    }
    default:
      return undefined;
  }
}

/** Of equal elements that combine to themselves: sums of zeros, extremes. Other sums depend on how a backend rounds. */
function foldReduction(
  { rule }: ReductionOp,
  attributes: ReductionAttributes,
  x: TracedValue,
  { spec: { dtype } }: TracedValue,
): number | undefined {
  const type = scalarTypeOf(dtype);
  const read = scalarOf(x, 0);
  const element = evaluate((rule.map?.(read, attributes) ?? read).convert(type));
  const count = attributes.axes.reduce((size, axis) => size * x.spec.shape[axis]!, 1);
  const combined = (a: number, b: number) => evaluate(rule.combine(constant(a, type), constant(b, type)));
  const begun = combined(rule.initial(dtype), element);
  if (count === 0 || !Object.is(begun, element) || !Object.is(combined(element, element), element))
    return undefined;
  const total = constant(element, type);
  return evaluate(rule.finish?.(total, count, attributes) ?? total);
}

function evaluate({ node }: Scalar): number {
  return closure(node)([]);
}
