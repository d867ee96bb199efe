import type { Expression, ScalarFunction, ScalarType } from "./expression.js";
import { Scalar } from "./scalar.js";

/** One node of an expression, its operands as the numbers of earlier steps. */
export interface Step {
  readonly node: Expression;
  readonly operands: readonly number[];
  /** How many operands and roots it is; what is used twice is kept in a local. */
  uses: number;
}

/** Expressions as one list of distinct steps, operands first. */
export interface Steps {
  readonly steps: readonly Step[];
  /** The step of each expression. */
  readonly roots: readonly number[];
  /** Equal for equal expressions, in length linear in the number of distinct steps. */
  readonly key: string;
  /** Functions of the host that it calls, by name. */
  readonly functions: Readonly<Record<string, ScalarFunction["reference"]>>;
  /** Whether it may use relaxed SIMD. */
  readonly relaxed: boolean;
}

/** What a node is computed from, in order. */
export function operandsOf(node: Expression): readonly Expression[] {
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
    case "multiplyAdd":
      return [node.a, node.b, node.c];
    case "call":
      return node.inputs;
  }
}

/** What tells a node from others with the same operands. */
function label(node: Expression): string {
  switch (node.kind) {
    case "constant": {
      // Code holds a float32 constant rounded: a number and its rounded self, as a tensor has it, are one step.
      const value = node.type === "float32" ? Math.fround(node.value) : node.value;
      return `${Object.is(value, -0) ? "-0" : value}:${node.type}`;
    }
    case "input":
      return `$${node.index}:${node.type}`;
    case "unary":
    case "binary":
    case "compare":
      return node.operator;
    case "call":
      return node.function.name;
    default:
      return `${node.kind}:${node.type}`;
  }
}

/** What stands for a node on a machine: the expansion of a call, two nodes for a multiply-add that isn't fused. */
function lowered(node: Expression, relaxed: boolean): Expression {
  if (node.kind === "call") {
    const expansion = node.function.expand?.(...node.inputs.map((input) => new Scalar(input)));
    return expansion?.node ?? node;
  }
  if (node.kind !== "multiplyAdd" || relaxed) return node;
  return new Scalar(node.a).mul(new Scalar(node.b)).add(new Scalar(node.c)).node;
}

/**
 * Puts expressions in order, with the functions that have an expansion expanded; subexpressions that are equal
 * become one step, wherever they stand.
 * @param relaxed Whether the machine runs relaxed SIMD.
 */
export function stepsOf(expressions: readonly Expression[], relaxed = false): Steps {
  const steps: Step[] = [];
  const texts: string[] = [];
  const byNode = new Map<Expression, number>();
  const byText = new Map<string, number>();
  const functions: Record<string, ScalarFunction["reference"]> = {};
  const visit = (original: Expression): number => {
    const known = byNode.get(original);
    if (known !== undefined) return known;
    const node = lowered(original, relaxed);
    if (node.kind === "call") functions[node.function.name] = node.function.reference;
    else if (node !== original) {
      const index = visit(node);
      byNode.set(original, index);
      return index;
    }
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
  const roots = expressions.map(visit);
  for (const root of roots) steps[root]!.uses++;
  return { steps, roots, key: `${texts.join(";")}=${roots}`, functions, relaxed };
}

/** A node with other operands. */
export function withOperands(node: Expression, of: (operand: Expression) => Expression): Expression {
  switch (node.kind) {
    case "constant":
    case "input":
      return node;
    case "unary":
    case "convert":
    case "bitcast":
      return { ...node, a: of(node.a) };
    case "binary":
    case "compare":
      return { ...node, a: of(node.a), b: of(node.b) };
    case "select":
      return { ...node, condition: of(node.condition), a: of(node.a), b: of(node.b) };
    case "multiplyAdd":
      return { ...node, a: of(node.a), b: of(node.b), c: of(node.c) };
    case "call":
      return { ...node, inputs: node.inputs.map(of) };
  }
}

/** The expression with its inputs replaced. */
export function substitute(
  root: Expression,
  inputs: readonly Expression[] | ((index: number, type: ScalarType) => Expression),
): Expression {
  const input = typeof inputs === "function" ? inputs : (index: number) => inputs[index]!;
  const done = new Map<Expression, Expression>();
  const visit = (node: Expression): Expression => {
    let made = done.get(node);
    if (!made)
      done.set(
        node,
        (made = node.kind === "input" ? input(node.index, node.type) : withOperands(node, visit)),
      );
    return made;
  };
  return visit(root);
}
