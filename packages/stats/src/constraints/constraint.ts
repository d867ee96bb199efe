/** What values a parameter may take, as a smooth map from unconstrained numbers. */
export interface Constraint {
  readonly name: string;
  /** How many values the parameter has. */
  readonly size: number;
  /** How many unconstrained numbers they come from. */
  readonly freedom: number;
  contains(values: ArrayLike<number>): boolean;
  /** In words: "a positive number". */
  describe(): string;
  toFree(values: ArrayLike<number>): Float64Array;
  fromFree(free: ArrayLike<number>): Float64Array;
  /** ∂values/∂free, [size × freedom], row by row. */
  jacobian(free: ArrayLike<number>): Float64Array;
  /** ∂²values/∂free², [size × freedom × freedom]. */
  curvature(free: ArrayLike<number>): Float64Array;
}
