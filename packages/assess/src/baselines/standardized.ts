/** Values as (y - mean)/scale; a constant has scale 1. */
export interface Standardized {
  readonly values: Float64Array;
  readonly mean: number;
  readonly scale: number;
}

/** Brings values to mean 0 and standard deviation 1, so that no threshold depends on their unit. */
export function standardized(y: Float64Array): Standardized {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length;
  const scale = Math.sqrt(variance) || 1;
  return { values: y.map((value) => (value - mean) / scale), mean, scale };
}
