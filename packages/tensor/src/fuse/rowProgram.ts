import type { DType } from "../dtype.js";
import type { Expression, ScalarType } from "../expression/expression.js";

/** A reduction as expressions. */
export interface Reduction {
  /** The neutral element of `combine`: several accumulators start from it. */
  readonly initial: number;
  /** What is combined, as a value of the accumulator's type. */
  readonly map: Expression;
  /** Two accumulators (inputs 0 and 1) as one; associative and commutative but for rounding. */
  readonly combine: Expression;
  readonly accumulator: ScalarType;
}

/** A value that a kernel reads or writes: its strides along the axes that the kernel walks. */
export interface Operand {
  readonly dtype: DType;
  /** In elements. What is read may lie in any way; what is written has one element a row, or lies row-major. */
  readonly strides: readonly number[];
}

/** An expression and the number of the operand, among those written, that it goes to. */
export interface Store {
  readonly value: Expression;
  readonly target: number;
}

/** One walk along every row. */
export interface Stage {
  readonly reductions: readonly Reduction[];
  readonly stores: readonly Store[];
}

/**
 * What a kernel does with the rows of its axes: the elements along the reduced axes, for each position along the
 * others. Expressions have the operands read as their inputs, and after them the accumulator of each reduction of
 * earlier stages.
 */
export interface RowProgram {
  readonly shape: readonly number[];
  readonly reduced: readonly boolean[];
  readonly reads: readonly Operand[];
  readonly writes: readonly Operand[];
  readonly stages: readonly Stage[];
  /** Written once a row, when all its stages ended. */
  readonly results: readonly Store[];
}
