import type { Accuracy, DType, Expression } from "@mebae/tensor/backend";
import { passErrors } from "./passErrors.js";
import { formatOf, functionUlp, roundingOf } from "./rounding.js";
import { boundSteps } from "./steps.js";

/** A number with what a backend's may differ from it at most. */
export interface Bounded {
  readonly value: number;
  readonly error: number;
}

/**
 * Running error analysis of an expression (Wilkinson 1963; Higham 2002, section 3.3): evaluated in float64, with an error
 * bound beside each value. Errors are kept apart by the step in which they arose, as in affine arithmetic (Stolfi & de
 * Figueiredo 1997), so that what cancels on the way, as in x - (x - y), isn't counted.
 * @param dtype Of the result: every step of a float16 may round to it.
 * @param holds Whether a step whose exact result its type can hold is exact: not where other numbers stand for the real ones.
 */
export function scalarBound(
  root: Expression,
  accuracy: Accuracy,
  dtype: DType,
  holds = true,
): (values: ArrayLike<number>, errors: ArrayLike<number>) => Bounded {
  const steps = boundSteps(root);
  const isConstant = steps.map(({ node }) => node.kind === "constant");
  const values = new Float64Array(steps.length);
  /** Of each step by each source of error. */
  const errors = steps.map(() => new Float64Array(steps.length));
  const totals = new Float64Array(steps.length);
  return (inputs, inputErrors) => {
    steps.forEach((step, i) => {
      const { node, operands } = step;
      const own = errors[i]!.fill(0);
      if (isConstant[i]) {
        values[i] = step.apply([]);
        return;
      }
      if (node.kind === "input") {
        values[i] = inputs[node.index]!;
        own[i] = inputErrors[node.index]!;
      } else {
        const at = operands.map((k) => values[k]!);
        const around = operands.map((k) => totals[k]!);
        const isExact = around.every((error) => error === 0);
        values[i] = step.apply(at);
        if (!isExact) {
          const { weights, rest } = passErrors(step, at, around);
          weights.forEach((weight, k) => addTimes(own, weight, errors[operands[k]!]!));
          own[i]! += rest;
        }
        own[i]! += stepRounding(node, values[i]!, at, isExact && holds, accuracy, dtype);
      }
      const total = own.reduce((sum, x) => sum + Math.abs(x), 0);
      // Beyond what can be told: 0 times an unbounded error.
      totals[i] = Number.isNaN(total) ? Infinity : total;
    });
    return { value: values.at(-1)!, error: totals.at(-1)! };
  };
}

function addTimes(to: Float64Array, weight: number, from: Float64Array): void {
  if (weight !== 0) from.forEach((x, j) => x !== 0 && (to[j]! += weight * x));
}

/** What a step's own rounding may change. */
function stepRounding(
  node: Expression,
  value: number,
  at: readonly number[],
  mayHold: boolean,
  accuracy: Accuracy,
  dtype: DType,
): number {
  if (node.type !== "float32" && node.type !== "float64") return 0;
  const format = formatOf(node.type === "float32" && dtype === "float16" ? dtype : node.type);
  const { ulp } = accuracy;
  if (node.kind === "multiplyAdd") {
    const product = roundingOf(at[0]! * at[1]!, ulp.multiply, format, accuracy);
    return product + roundingOf(value, ulp.add, format, accuracy);
  }
  const own = ulpOf(node, accuracy);
  // A correctly rounded result that the type can hold is exact.
  const isHeld = mayHold && own <= 1 && format.round(value) === value && isWhole(node, value, at);
  return roundingOf(value, isHeld ? 0 : own, format, accuracy);
}

/** Steps that no table names are exact: selections, minima, rounding to whole numbers. */
function ulpOf(node: Expression, { ulp }: Accuracy): number {
  if (node.kind === "call") return functionUlp(node.function.name);
  const name = node.kind === "binary" || node.kind === "unary" ? node.operator : node.kind;
  return (ulp as Readonly<Record<string, number>>)[name] ?? 0;
}

/** Whether float64 has lost nothing of a sum. */
function isWhole(node: Expression, value: number, [a, b]: readonly number[]): boolean {
  if (node.kind !== "binary" || (node.operator !== "add" && node.operator !== "subtract")) return true;
  const second = node.operator === "add" ? b! : -b!;
  return value - a! === second && value - second === a;
}
