import { DataError, Tensor, UsageError } from "@mebae/tensor";
import { expectKnownOptions } from "../knownOptions.js";
import type { Column, Observations } from "../likelihood/observations.js";
import type { Bounds } from "../truncation/bounds.js";
import { type Data, readNumbers } from "./readData.js";

/** Observations of which some are known by bounds only. Made by `censored`. */
export class CensoredData {
  constructor(
    readonly lower: Float64Array,
    readonly upper: Float64Array,
  ) {}

  get length(): number {
    return this.lower.length;
  }

  /**
   * What is known of observations of which only low < x ≤ high were recorded: a value censored from the left lies above low.
   * DataError for one that lies outside, with its index.
   */
  within(low: number, high: number): CensoredData {
    if (low === -Infinity && high === Infinity) return this;
    const lower = this.lower.map((bound, i) => (bound === this.upper[i] ? bound : Math.max(bound, low)));
    const upper = this.upper.map((bound, i) => (bound === this.lower[i] ? bound : Math.min(bound, high)));
    const outside = lower.findIndex((bound, i) => {
      const exact = this.lower[i] === this.upper[i];
      return exact ? !(bound > low && bound <= high) : !(bound < upper[i]!);
    });
    if (outside >= 0) {
      const [found, bound] = [this.lower[outside]!, this.upper[outside]!];
      const expected = `that overlap the truncation, above ${low} and at most ${high}`;
      throw new DataError(`censored: expected bounds [${outside}] ${expected}, got ${found} and ${bound}`, {
        ...{ index: outside, expected: `bounds ${expected}`, found: `${found} and ${bound}` },
      });
    }
    return new CensoredData(lower, upper);
  }

  /**
   * Bounds at or beyond the ends of the support are none: of a positive variable, one between 0 and 3 is at most 3, and one
   * above 0 is any. DataError for bounds between which there is no mass, with their index.
   */
  inSupport({ low, high }: Bounds, kind: "continuous" | "discrete"): CensoredData {
    const exact = this.lower.map((bound, i) => Number(bound === this.upper[i]));
    const impossible = this.lower.findIndex(
      (bound, i) =>
        !exact[i] && (bound >= high || (kind === "discrete" ? this.upper[i]! < low : this.upper[i]! <= low)),
    );
    if (impossible >= 0)
      throw new DataError(
        `censored: expected bounds [${impossible}] between which there can be values, from ${low} to ${high}, got ${this.lower[impossible]} and ${this.upper[impossible]}`,
        { index: impossible },
      );
    const cuts = (bound: number) => (kind === "discrete" ? bound >= low : bound > low);
    return new CensoredData(
      this.lower.map((bound, i) => (exact[i] || cuts(bound) ? bound : -Infinity)),
      this.upper.map((bound, i) => (exact[i] || bound < high ? bound : Infinity)),
    );
  }

  /** Sorted by kind, without those of weight 0 and those that say nothing. */
  observations(weights: Float64Array | undefined): Observations {
    const places = { exact: [], left: [], right: [], interval: [] } as Record<string, number[]>;
    for (let i = 0; i < this.length; i++) {
      if (weights && weights[i] === 0) continue;
      const [low, high] = [this.lower[i]!, this.upper[i]!];
      if (low === -Infinity && high === Infinity) continue;
      const kind =
        low === high ? "exact" : low === -Infinity ? "left" : high === Infinity ? "right" : "interval";
      places[kind]!.push(i);
    }
    const pick = (from: Float64Array, kind: string) => Float64Array.from(places[kind]!, (i) => from[i]!);
    const column = (from: Float64Array, kind: string): Column => ({
      values: pick(from, kind),
      ...(weights && { weights: pick(weights, kind) }),
    });
    return {
      ...(places.exact!.length && { exact: column(this.lower, "exact") }),
      ...(places.left!.length && { left: column(this.upper, "left") }),
      ...(places.right!.length && { right: column(this.lower, "right") }),
      ...(places.interval!.length && {
        interval: { ...column(this.lower, "interval"), upper: pick(this.upper, "interval") },
      }),
    };
  }
}

/**
 * Observations by their bounds, lower < x ≤ upper: equal bounds are an exact value, -Infinity below is a value censored from
 * the left (x ≤ upper), Infinity above one censored from the right (x > lower). Counts of 3 to 5 are the interval from 2 to 5.
 * @throws DataError for bounds in the wrong order or both infinite, with their index
 */
export function censored(bounds: { readonly lower: Data; readonly upper: Data }): CensoredData {
  expectKnownOptions("censored", bounds, ["lower", "upper"]);
  const lower = readBounds("lower", bounds.lower);
  const upper = readBounds("upper", bounds.upper);
  if (lower.length !== upper.length)
    throw new UsageError(
      `censored: expected as many upper bounds as lower ones, ${lower.length}, got ${upper.length}`,
    );
  for (let i = 0; i < lower.length; i++) {
    const [low, high] = [lower[i]!, upper[i]!];
    if (!(low <= high) || low === Infinity || high === -Infinity || (low === -Infinity && high === Infinity))
      throw new DataError(
        `censored: expected bounds [${i}] in order and one of them finite, got ${low} and ${high}`,
        { index: i },
      );
  }
  return new CensoredData(lower, upper);
}

/** Infinite bounds are what censoring is; all else is checked as data are. */
function readBounds(side: string, data: Data): Float64Array {
  const numbers = (data instanceof Tensor ? data.dataSync() : data) as ArrayLike<number>;
  if (!Array.isArray(numbers) && !ArrayBuffer.isView(numbers))
    return readNumbers("censored", data, `${side} bound`);
  const infinite = (value: unknown) => value === Infinity || value === -Infinity;
  const finite = Array.from(numbers, (value) => (infinite(value) ? 0 : value));
  const read = readNumbers("censored", finite, `${side} bound`);
  return read.map((value, i) => (infinite(numbers[i]) ? numbers[i]! : value));
}
