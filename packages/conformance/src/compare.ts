import { type DType, formatShape, Generator, isFloat, type Shape } from "@mebae/tensor";
import type { OpCase, OpCases } from "@mebae/tensor/cases";
import { type DrawnArray, epsilonOf, oracleOf, smallestOf } from "./arrays.js";
import { ConformanceError } from "./check.js";

export interface Comparison {
  readonly where: string;
  readonly dtype: DType;
  readonly shape: Shape;
  /** How far each value may be off, where that is known; otherwise `ulp` and `scale` tell. */
  readonly errors?: ArrayLike<number>;
  /** Units in the last place that are allowed, of the value and of `scale`. */
  readonly ulp: number;
  /** How large the numbers were that a value was added up from; none for what is computed by itself. */
  readonly scale?: ArrayLike<number>;
  /** Whether zeros must have the same sign. */
  readonly signedZeros?: boolean;
}

/** Throws where a value is further from the expected one than rounding explains; integers must be equal. */
export function compareValues(found: ArrayLike<number>, expected: ArrayLike<number>, how: Comparison): void {
  if (found.length !== expected.length) {
    throw new ConformanceError(`${how.where}: expected ${expected.length} values, got ${found.length}`);
  }
  for (let i = 0; i < expected.length; i++) {
    if (agrees(found[i]!, expected[i]!, how, i)) continue;
    const index = formatShape(indexOf(i, how.shape));
    const [a, b] = [show(expected[i]!), show(found[i]!)];
    throw new ConformanceError(`${how.where}, element ${index}: expected ${a}, got ${b}`);
  }
}

/** The scale of a comparison, which takes far longer to find than the values themselves: found once, when it is asked for. */
export type LazyScale = () => Promise<Float64Array | undefined>;

export function onceAsked(find: LazyScale): LazyScale {
  let found: ReturnType<LazyScale> | undefined;
  return () => (found ??= find());
}

/**
 * `compareValues` with a scale that is at least `how.scale`: it is only asked for where some value differs by more than that allows,
 * and nowhere where the bounds of errors are known, beside which nothing else counts.
 */
export async function compareBySteps(
  found: ArrayLike<number>,
  expected: ArrayLike<number>,
  how: Comparison,
  scale: LazyScale,
): Promise<void> {
  const agree = (value: number, i: number) => agrees(found[i]!, value, how, i);
  if (how.errors) return compareValues(found, expected, how);
  if (found.length === expected.length && Array.from(expected).every(agree)) return;
  compareValues(found, expected, { ...how, scale: await scale() });
}

function agrees(found: number, expected: number, how: Comparison, i: number): boolean {
  if (Object.is(found, expected)) return true;
  if (found === expected) return found !== 0 || !how.signedZeros;
  if (!isFloat(how.dtype) || !Number.isFinite(found) || !Number.isFinite(expected)) return false;
  return Math.abs(found - expected) <= (how.errors?.[i] ?? unitsOf(expected, how, i));
}

function unitsOf(expected: number, { ulp, scale, dtype }: Comparison, i: number): number {
  return ulp * (epsilonOf(dtype) * (Math.abs(expected) + (scale?.[i] ?? 0)) + smallestOf(dtype));
}

function show(value: number): string {
  return Object.is(value, -0) ? "-0" : `${value}`;
}

function indexOf(element: number, shape: Shape): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1, rest = element; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return index;
}

export function compareShapes(found: Shape, expected: Shape, where: string): void {
  if (found.length === expected.length && found.every((n, axis) => n === expected[axis])) return;
  throw new ConformanceError(`${where}: expected shape ${formatShape(expected)}, got ${formatShape(found)}`);
}

/** How many numbers a result adds up, as far as shapes tell. */
export function termsOf(cases: OpCases, c: OpCase, outputSize: number): number {
  if (cases.terms) return cases.terms(c);
  const axes = c.inputs.flatMap(({ shape }) => [...shape]);
  const sizes = c.inputs.map(({ shape }) => shape.reduce((a, b) => a * b, 1) / Math.max(1, outputSize));
  return Math.max(1, ...axes, ...sizes);
}

const relativeStep = 2 ** -20;
/** Signs that cancel by chance make a sum look well conditioned; in eight draws that comes once in 10⁵ values. */
const draws = 8;

/**
 * How strongly a function's values follow relative errors of its inputs, seen by moving all of them by ±2⁻²⁰ of
 * themselves: what a sum's rounding grows with when its terms cancel.
 */
export async function conditionOf(
  f: (inputs: readonly DrawnArray[]) => ArrayLike<number> | Promise<ArrayLike<number>>,
  inputs: readonly DrawnArray[],
  at: ArrayLike<number>,
): Promise<Float64Array> {
  const generator = new Generator(1);
  const condition = new Float64Array(at.length);
  for (let draw = 0; draw < draws; draw++) {
    const moved = await f(inputs.map((input) => perturb(input, generator)));
    for (let i = 0; i < at.length; i++) {
      const change = Math.abs(moved[i]! - at[i]!) / relativeStep;
      if (change > condition[i]! && Number.isFinite(change)) condition[i] = change;
    }
  }
  return condition;
}

function perturb(input: DrawnArray, generator: Generator): DrawnArray {
  if (!isFloat(input.dtype)) return input;
  const sign = () => (generator.uniform() < 0.5 ? 1 - relativeStep : 1 + relativeStep);
  return { ...input, data: input.data.map((value) => value * sign()) };
}

/** The scale of an op's rounding errors beside its value: none for elementwise ops, whose bound is their own. */
export async function scaleOf(
  cases: OpCases,
  c: OpCase,
  inputs: readonly DrawnArray[],
): Promise<Float64Array | undefined> {
  if (cases.elementwise && inputs.length === cases.elementwise.arity) return undefined;
  const value = oracleOf(cases, c, inputs).data;
  const growth = Math.sqrt(termsOf(cases, c, value.length));
  const condition = await conditionOf((moved) => oracleOf(cases, c, moved).data, inputs, value);
  return condition.map((x) => x * growth);
}
