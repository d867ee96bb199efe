/** What is timed, told without any library: shapes, values by name, and the work that can't be avoided. */

/** One tensor of a case: row-major float32 or int32, at a byte offset in the case's file of values. */
export interface Values {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
  readonly fill: Fill;
}

/**
 * Uniform in [-bound, bound], or below `bound` for int32; one number everywhere; or, for a batch, a random pattern for each
 * class of the labels named, with a tenth of noise.
 */
export type Fill =
  | { readonly bound: number }
  | { readonly value: number }
  | { readonly classesOf: string; readonly bound: number };

export interface Case {
  readonly name: string;
  readonly kind: "operation" | "step";
  readonly description: string;
  /** What the library computes, with its settings: what each peer looks its own code up by. */
  readonly work: string;
  readonly settings: Readonly<Record<string, number | boolean>>;
  readonly tensors: readonly Values[];
  /** Multiplications and additions of the contractions in one run. */
  readonly flops: number;
  /** Bytes that one run must at least read and write. */
  readonly bytes: number;
  /**
   * Runs a measurement at least. Cases that are set beside each other take equally long: a busy machine's turns fall between
   * short measurements and into long ones, and medians would show that as a difference.
   */
  readonly together?: number;
  /** Settings for the comparison of losses, where those of the times won't do. */
  readonly compared?: Readonly<Record<string, number>>;
}

/** A tensor of a case as it is sent to a program, with its place in the file. */
export interface PlacedValues extends Omit<Values, "fill"> {
  readonly offset: number;
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((total, n) => total * n, 1);
