import type { DType } from "../dtype.js";
import type { Shape } from "../shape.js";

/** An interval from which test inputs are drawn. */
export type Interval = readonly [low: number, high: number];

/** A tensor that a case draws or states. */
export interface CaseInput {
  readonly shape: Shape;
  /** Drawn from here; the cases' `domain` for this input by default. Integers and bool are drawn whole. */
  readonly range?: Interval;
  /** Stated row-major values instead of drawn ones. */
  readonly values?: readonly number[];
  /** Fixed dtype, e.g. int32 for indices; the dtype under test by default. */
  readonly dtype?: DType;
  /** Distinct values, in random order: for sort, argmax and max pooling, whose gradients jump at ties. */
  readonly distinct?: boolean;
}

/** One call: the tensors, then the other arguments as they are passed. */
export interface OpCase {
  readonly inputs: readonly CaseInput[];
  readonly arguments?: readonly unknown[];
  /** Names the case in reports. */
  readonly label?: string;
}

/** A host array of the oracle: row-major float64 values. */
export interface OracleArray {
  readonly shape: Shape;
  readonly data: ArrayLike<number>;
}

/** What the conformance suite needs to know of a public op. Data only: this module imports nothing but types. */
export type OpCases = CasesOfOp & GradientChecks;

/** Which gradients are checked: all of them, unless a `reason` says why not. Whole numbers have none. */
export type GradientChecks =
  | { readonly differentiable?: undefined; readonly secondDerivative?: true }
  | {
      readonly dtypes: readonly Exclude<DType, "float16" | "float32" | "float64">[];
      readonly differentiable: readonly [];
      readonly secondDerivative?: undefined;
    }
  | {
      /** Inputs whose gradients are checked; all float inputs by default, none where empty. */
      readonly differentiable?: readonly number[];
      /** False where the second derivative doesn't exist or is zero by definition and so not worth a check. */
      readonly secondDerivative?: false;
      /** Why some gradient isn't checked. */
      readonly reason: string;
    };

/** An op's name, calls and oracle. */
export interface CasesOfOp {
  /** The name under which `@mebae/tensor` exports the function. */
  readonly name: string;
  /**
   * elementwise ops get the standard shapes by themselves (scalar, odd, empty, broadcast, strided, special values);
   * others list `cases`.
   */
  readonly elementwise?: { readonly arity: 1 | 2 | 3 };
  readonly cases?: readonly OpCase[];
  /**
   * How the function takes its arguments: tensors, then the others (`spread`, the default); the tensors as one array,
   * then the others (`list`, as concatenate does); or the others first (`last`, as polygamma(n, x) does).
   */
  readonly tensors?: "spread" | "list" | "last";
  /** Which of several results is meant: a property's name or an index. The function returns one tensor by default. */
  readonly result?: string | number;
  /** Dtypes under test; float32 and float64 by default. */
  readonly dtypes?: readonly DType[];
  /** Where inputs are drawn, one interval for all or one per input; [-2, 2] by default. */
  readonly domain?: Interval | readonly Interval[];
  /** Values of an input around which gradients are not checked (kinks and jumps), for every input. */
  readonly kinks?: readonly number[];
  /** For binary ops whose kink is where the inputs meet. */
  readonly kinkWhereEqual?: boolean;
  /**
   * An independent float64 definition in plain JavaScript. Elementwise: numbers to number. Others: arrays and the
   * case's arguments to an array.
   */
  readonly oracle:
    | ((...scalars: number[]) => number)
    // biome-ignore lint/suspicious/noExplicitAny: the arguments are those of the case's own function
    | ((inputs: readonly OracleArray[], ...args: any[]) => OracleArray);
  /** Units in the last place that a backend may be off, beyond the rounding of a sum; 4 by default. */
  readonly ulp?: number;
  /** How many float64 units in the last place the oracle itself may be off; 16 by default. */
  readonly oracleUlp?: number;
  /** How many terms a result adds up, for the tolerance of sums; told from shapes by default. */
  readonly terms?: (c: OpCase) => number;
  /** Special values (NaN, infinities, zeros of both signs) as inputs too; true by default for elementwise. */
  readonly specialValues?: boolean;
}
