import { type ExtrapolateOptions, extrapolate, type ScoreName, type ScorePoint } from "@mebae/assess";

/** An extrapolation to a curve's last size, beside what was measured there. */
export interface JudgedCurve {
  readonly name: string;
  readonly kind: ScoreName;
  readonly from: number;
  readonly to: number;
  readonly measured: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
  /** What each family says alone, and the last point that the curve was fitted to. */
  readonly families: readonly number[];
  readonly last: number;
  /** How far off, in half-widths of the interval on its own scale: at most 1 inside. */
  readonly inHalfWidths: number;
  /** The gain that was measured from the last point, and whether its interval holds it. */
  readonly isGainHeld: boolean;
}

/** Fits the points whose size is at most the last's divided by `factor`. Undefined where fewer than five are left. */
export function judged(
  name: string,
  points: readonly ScorePoint[],
  factor: number,
  options: ExtrapolateOptions,
): JudgedCurve | undefined {
  const target = points.at(-1)!;
  const known = points.filter(({ n }) => n <= target.n / factor);
  if (known.length < 5) return undefined;
  const last = known.at(-1)!;
  const found = extrapolate(known, { ...options, sizes: [target.n], multiples: [] });
  const { score, low, high, gain } = found.predictions[0]!;
  const z = (value: number) => {
    const error = Math.max(1 - value, 1e-4);
    return found.score === "accuracy" ? Math.log((1 - error) / error) : -Math.log(error);
  };
  const half = (z(high) - z(low)) / 2;
  const measuredGain = target.mean - last.mean;
  return {
    ...{
      name,
      kind: found.score,
      from: last.n,
      to: target.n,
      measured: target.mean,
      predicted: score,
      low,
      high,
    },
    families: found.families.map(({ at }) => at(target.n)),
    last: last.mean,
    inHalfWidths: Math.abs(z(target.mean) - z(score)) / half,
    isGainHeld: measuredGain >= gain.low && measuredGain <= gain.high,
  };
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean absolute error, in points. */
export const errorOf = (curves: readonly JudgedCurve[], guess: (curve: JudgedCurve) => number): number =>
  100 * meanOf(curves.map((curve) => Math.abs(guess(curve) - curve.measured)));

export const isInside = ({ measured, low, high }: JudgedCurve): boolean =>
  measured >= low && measured <= high;

/** The ⌈level·(m+1)⌉-th smallest: what held in so many of m cases holds for one more, by split conformal prediction. */
export function conformalQuantile(values: readonly number[], level: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(level * (values.length + 1)) - 1] ?? Infinity;
}
