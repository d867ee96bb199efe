import { Likelihood } from "../likelihood/likelihood.js";
import { type Column, kinds } from "../likelihood/observations.js";
import { chebyshevCoefficients, chebyshevPoints, chebyshevWeights, pointCount } from "./chebyshev.js";
import type { Maximum } from "./profile.js";

/** Fewer values are looked at one by one. */
const many = 10_000;
/** What the last coefficients of an interpolation may be, relative to the first, or to what is usual of the data. */
const resolution = 1e-12;
/** Beyond this ratio of its ends an interval is halved in logarithms. */
const wide = 16;
/** Values that say what is usual. */
const usualCount = 64;

type Kind = "exact" | "left" | "right";

/**
 * The same maximum on fewer observations. Between two near numbers a log-density and its derivatives by the parameters are
 * polynomials up to rounding, so that values there count as a few points with weights do; intervals are halved until that holds at the
 * maximum. Where it never does, as at a singularity, a handful of values is left, which stay as they are. A million values become
 * some hundred points, with the same likelihood not only at the maximum but wherever parameters are that a profile goes to.
 */
export function condense(maximum: Maximum): Maximum {
  const { record, observations } = maximum;
  if (record.kinked) return maximum;
  const condensed = kinds.flatMap((kind) => {
    const column = observations[kind];
    if (!column || kind === "interval" || column.values.length < many) return [];
    return [[kind, new Condensation(maximum, kind, column).column()] as const];
  });
  if (condensed.length === 0) return maximum;
  return {
    ...maximum,
    observations: { ...observations, ...Object.fromEntries(condensed) },
    all: maximum.all ?? observations,
  };
}

/** One column's way to fewer values. */
class Condensation {
  readonly #likelihood: Likelihood;
  readonly #values: Float64Array;
  readonly #weights: Float64Array | undefined;
  /** The usual sizes of the log-density and its derivatives. */
  readonly #usual: readonly number[];
  readonly #points: number[] = [];
  readonly #pointWeights: number[] = [];

  constructor(
    private readonly maximum: Maximum,
    private readonly kind: Kind,
    { values, weights }: Column,
  ) {
    this.#likelihood = new Likelihood(maximum.record, maximum.observations, maximum.fitted);
    // Copies, which are put in order.
    this.#values = values.slice();
    this.#weights = weights?.slice();
    const some = Float64Array.from({ length: usualCount }, (_, i) => {
      return values[Math.floor(((i + 0.5) * values.length) / usualCount)]!;
    });
    this.#usual = this.#terms(some).map(
      (column) => column.reduce((sum, entry) => sum + Math.abs(entry), 0) / usualCount,
    );
  }

  column(): Column {
    this.#condense(0, this.#values.length);
    return {
      values: Float64Array.from(this.#points),
      weights: Float64Array.from(this.#pointWeights),
    };
  }

  #terms(values: Float64Array): Float64Array[] {
    return this.#likelihood.each(this.maximum.parameters, 2, this.kind, values);
  }

  #condense(start: number, end: number): void {
    const values = this.#values;
    if (end - start <= pointCount) {
      for (let i = start; i < end; i++) this.#add(values[i]!, this.#weights ? this.#weights[i]! : 1);
      return;
    }
    let [low, high] = [Infinity, -Infinity];
    for (let i = start; i < end; i++) {
      if (values[i]! < low) low = values[i]!;
      if (values[i]! > high) high = values[i]!;
    }
    if (low === high) {
      let total = 0;
      for (let i = start; i < end; i++) total += this.#weights ? this.#weights[i]! : 1;
      this.#add(low, total);
    } else if (this.maximum.record.kind === "continuous" && this.#isResolved(low, high)) {
      const weights = chebyshevWeights(values, this.#weights, [start, end], [low, high]);
      for (const [j, point] of chebyshevPoints(low, high).entries()) this.#add(point, weights[j]!);
    } else {
      const middle = this.#partition(start, end, splitOf(low, high));
      this.#condense(start, middle);
      this.#condense(middle, end);
    }
  }

  /** Whether polynomials are the log-density and its derivatives between two numbers. */
  #isResolved(low: number, high: number): boolean {
    return this.#terms(chebyshevPoints(low, high)).every((column, place) => {
      const coefficients = chebyshevCoefficients(column).map(Math.abs);
      const size = coefficients.reduce((most, entry) => Math.max(most, entry), this.#usual[place]!);
      return coefficients.subarray(-3).every((entry) => entry <= resolution * size);
    });
  }

  #add(value: number, weight: number): void {
    this.#points.push(value);
    this.#pointWeights.push(weight);
  }

  /** Brings values of at most `split` to the front of [start, end), and says where the others begin. */
  #partition(start: number, end: number, split: number): number {
    const [values, weights] = [this.#values, this.#weights];
    let [from, to] = [start, end - 1];
    while (true) {
      while (from <= to && values[from]! <= split) from++;
      while (from <= to && values[to]! > split) to--;
      if (from >= to) return from;
      [values[from], values[to]] = [values[to]!, values[from]!];
      if (weights) [weights[from], weights[to]] = [weights[to]!, weights[from]!];
    }
  }
}

/** A number between two, less than the greater: where their signs differ 0, far from each other in the middle of their logarithms. */
function splitOf(low: number, high: number): number {
  if (low < 0 && high > 0) return 0;
  const [small, large] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
  const size =
    small > 0 && large > wide * small ? Math.sqrt(small) * Math.sqrt(large) : small + (large - small) / 2;
  const split = low < 0 ? -size : size;
  return split >= high ? low : split;
}
