/** Mean and standard deviation; a constant has standard deviation 0. */
export interface Scale {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Prepared numbers stay within ±clip standard deviations, so that one wild value can't throw a network. */
export const clip = 5;

/**
 * μ = (1/n) Σ x and σ = √((1/n) Σ (x-μ)²), NaN left out; in two passes, so that large offsets lose nothing, and of numbers whose squares
 * are too large or too small for float64 as well.
 */
export function scaleOf(values: ArrayLike<number>): Scale {
  const { mean, standardDeviation } = momentsOf(values, 1);
  // Squares from here on keep all their digits.
  if (standardDeviation > 1e-140 && standardDeviation < Number.POSITIVE_INFINITY)
    return { mean, standardDeviation };
  let largest = 0;
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i])) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0) return { mean, standardDeviation };
  // By a power of two nothing is rounded.
  const unit = 2 ** Math.min(1000, Math.round(Math.log2(largest)));
  const inUnits = momentsOf(values, unit);
  return { mean: inUnits.mean * unit, standardDeviation: inUnits.standardDeviation * unit };
}

/** Mean and standard deviation of x / unit. */
function momentsOf(values: ArrayLike<number>, unit: number): Scale {
  let count = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i]! / unit;
    count++;
  }
  const mean = count > 0 ? sum / count : 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i])) squares += (values[i]! / unit - mean) ** 2;
  const standardDeviation = count > 0 ? Math.sqrt(squares / count) : 0;
  // A constant's mean is rounded, so that its deviations are rounding too.
  return { mean, standardDeviation: standardDeviation > 1e-12 * Math.abs(mean) ? standardDeviation : 0 };
}

/** (x-μ)/σ, clipped at ±5; 0 for a constant. */
export function standardize(value: number, { mean, standardDeviation }: Scale): number {
  if (standardDeviation === 0) return 0;
  return Math.min(clip, Math.max(-clip, (value - mean) / standardDeviation));
}

/** The middle value, NaN left out; the mean of the middle two for an even count. NaN where there is none. */
export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
  const middle = sorted.length / 2;
  if (sorted.length % 2 === 1) return sorted[Math.floor(middle)]!;
  return (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The values at `rows`. */
export function pick(values: Float64Array, rows: ArrayLike<number>): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!;
  return picked;
}
