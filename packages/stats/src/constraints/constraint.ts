/** What values a parameter may take, as a smooth map from unconstrained numbers. */
export interface Constraint {
  readonly name: string;
  /** How many values the parameter has. */
  readonly size: number;
  /** [] of a number, [size] of several, also where that is one: the shape of the parameter's tensor. */
  readonly shape: readonly number[];
  /** How many unconstrained numbers they come from. */
  readonly freedom: number;
  contains(values: ArrayLike<number>): boolean;
  /** In words: "a positive number". */
  describe(): string;
  toFree(values: ArrayLike<number>): Float64Array;
  /** At ±Infinity, the limits that the values approach. */
  fromFree(free: ArrayLike<number>): Float64Array;
  /** ∂values/∂free, [size × freedom], row by row. */
  jacobian(free: ArrayLike<number>): Float64Array;
  /** ∂²values/∂free², [size × freedom × freedom]. */
  curvature(free: ArrayLike<number>): Float64Array;
}

/** Of one number. */
export interface ScalarConstraint extends Constraint {
  readonly shape: readonly [];
}

/** Of several numbers together. */
export interface VectorConstraint extends Constraint {
  readonly shape: readonly [size: number];
}
