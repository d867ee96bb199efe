import { closure, type Expression, input, operandsOf } from "@mebae/tensor/backend";

/** A step of an expression that can be evaluated by itself, its operands as the numbers of earlier steps. */
export interface BoundStep {
  readonly node: Expression;
  readonly operands: readonly number[];
  readonly apply: (operands: readonly number[]) => number;
  /** Which operands are truth values. */
  readonly truths: readonly boolean[];
}

/** An expression's distinct nodes, operands first. */
export function boundSteps(root: Expression): BoundStep[] {
  const steps: BoundStep[] = [];
  const known = new Map<Expression, number>();
  const visit = (node: Expression): number => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const list = operandsOf(node);
    const operands = list.map(visit);
    const truths = list.map(({ type }) => type === "bool");
    steps.push({ node, operands, truths, apply: closure(alone(node, list)) });
    known.set(node, steps.length - 1);
    return steps.length - 1;
  };
  visit(root);
  return steps;
}

/** A node of inputs, in the order of its operands. */
function alone(node: Expression, operands: readonly Expression[]): Expression {
  const inputs = operands.map(({ type }, i) => input(i, type).node);
  const [a, b, c] = inputs as [Expression, Expression, Expression];
  switch (node.kind) {
    case "constant":
    case "input":
      return node;
    case "select":
      return { ...node, condition: a, a: b, b: c };
    case "multiplyAdd":
      return { ...node, a, b, c };
    case "binary":
    case "compare":
      return { ...node, a, b };
    case "call":
      return { ...node, inputs };
    default:
      return { ...node, a };
  }
}
