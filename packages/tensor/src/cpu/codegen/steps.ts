import type { Expression } from "../../expression/expression.js";

/** One node of an expression, its operands as the numbers of earlier steps. */
export interface Step {
  readonly node: Expression;
  readonly operands: readonly number[];
  /** How many operands and roots it is; what is used twice is kept in a local. */
  uses: number;
}

/** An expression as a list of distinct steps, operands first. */
export interface Steps {
  readonly steps: readonly Step[];
  readonly root: number;
  /** Equal for equal expressions, in length linear in the number of distinct steps. */
  readonly key: string;
}

function operandsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "constant":
    case "input":
      return [];
    case "unary":
    case "convert":
    case "bitcast":
      return [node.a];
    case "binary":
    case "compare":
      return [node.a, node.b];
    case "select":
      return [node.condition, node.a, node.b];
    case "call":
      return node.inputs;
  }
}

/** What tells a node from others with the same operands. */
function label(node: Expression): string {
  switch (node.kind) {
    case "constant":
      return `${Object.is(node.value, -0) ? "-0" : node.value}:${node.type}`;
    case "input":
      return `$${node.index}:${node.type}`;
    case "unary":
    case "binary":
    case "compare":
      return node.operator;
    case "call":
      return node.name;
    default:
      return `${node.kind}:${node.type}`;
  }
}

/** Puts an expression in order; subexpressions that are equal become one step, wherever they stand. */
export function stepsOf(root: Expression): Steps {
  const steps: Step[] = [];
  const texts: string[] = [];
  const byNode = new Map<Expression, number>();
  const byText = new Map<string, number>();
  const visit = (node: Expression): number => {
    const known = byNode.get(node);
    if (known !== undefined) return known;
    const operands = operandsOf(node).map(visit);
    const text = `${label(node)}(${operands.join()})`;
    let index = byText.get(text);
    if (index === undefined) {
      index = steps.length;
      byText.set(text, index);
      texts.push(text);
      steps.push({ node, operands, uses: 0 });
      for (const operand of operands) steps[operand]!.uses++;
    }
    byNode.set(node, index);
    return index;
  };
  const index = visit(root);
  steps[index]!.uses++;
  return { steps, root: index, key: `${texts.join(";")}=${index}` };
}

/** The expression with its inputs replaced. */
export function substitute(root: Expression, inputs: readonly Expression[]): Expression {
  const done = new Map<Expression, Expression>();
  const visit = (node: Expression): Expression => {
    let made = done.get(node);
    if (!made) done.set(node, (made = rebuild(node)));
    return made;
  };
  const rebuild = (node: Expression): Expression => {
    switch (node.kind) {
      case "constant":
        return node;
      case "input":
        return inputs[node.index]!;
      case "unary":
      case "convert":
      case "bitcast":
        return { ...node, a: visit(node.a) };
      case "binary":
      case "compare":
        return { ...node, a: visit(node.a), b: visit(node.b) };
      case "select":
        return { ...node, condition: visit(node.condition), a: visit(node.a), b: visit(node.b) };
      case "call":
        return { ...node, inputs: node.inputs.map(visit) };
    }
  };
  return visit(root);
}
