import type { BoundStep } from "./steps.js";

/** What a step makes of its operands' errors: a multiple of each, and what isn't such. */
export interface Passed {
  readonly weights: readonly number[];
  readonly rest: number;
}

/**
 * An arithmetic step passes errors on by its derivatives, and adds what is of second order. Any other step passes on the
 * largest change in the corners of its operands' box, which is all of it for what is monotone in each operand; a
 * condition that the errors leave open is met in both corners.
 * @param at The operands.
 * @param errors Their bounds, of which one isn't 0.
 */
export function passErrors(step: BoundStep, at: readonly number[], errors: readonly number[]): Passed {
  const { node } = step;
  const [a, b] = at as [number, number];
  const [ea, eb] = errors as [number, number];
  if (node.kind === "multiplyAdd") return { weights: [b, a, 1], rest: ea * eb };
  if (node.kind === "select" && ea === 0) return { weights: a ? [0, 1, 0] : [0, 0, 1], rest: 0 };
  if (node.kind === "unary" && node.operator === "negate") return { weights: [-1], rest: 0 };
  if (node.kind === "binary" && (node.type === "float32" || node.type === "float64")) {
    if (node.operator === "add") return { weights: [1, 1], rest: 0 };
    if (node.operator === "subtract") return { weights: [1, -1], rest: 0 };
    if (node.operator === "multiply") return { weights: [b, a], rest: ea * eb };
    if (node.operator === "divide" && eb < Math.abs(b)) {
      const slope = a / b;
      const second = (eb / Math.abs(b)) * ((ea + Math.abs(slope) * eb) / (Math.abs(b) - eb));
      return { weights: [1 / b, -slope / b], rest: second };
    }
  }
  return { weights: [], rest: inCorners(step, at, errors) };
}

function inCorners(step: BoundStep, at: readonly number[], errors: readonly number[]): number {
  const { node, apply, truths } = step;
  if (node.kind === "compare" && (node.operator === "equal" || node.operator === "notEqual"))
    return Math.abs(at[0]! - at[1]!) <= errors[0]! + errors[1]! ? 1 : 0;
  const value = apply(at);
  let largest = 0;
  for (let corner = 0; corner < 2 ** at.length; corner++) {
    const moved = at.map((x, i) => {
      const there = x + (corner & (2 ** i) ? errors[i]! : -errors[i]!);
      return truths[i] ? Math.min(1, Math.max(0, there)) : there;
    });
    // NaN, which lies outside the domain, tells nothing.
    const change = Math.abs(apply(moved) - value);
    if (change > largest) largest = change;
  }
  return largest;
}
