import { UsageError } from "@mebae/tensor";

/** A probability p and its complement q = 1 - p, both exact, so that a quantile is exact in either tail. */
export interface Probability {
  readonly p: number;
  readonly q: number;
  /** log p */
  readonly logP: number;
  /** log q */
  readonly logQ: number;
}

/** From the probability below. */
export function lower(p: number): Probability {
  expectProbability("quantile", p);
  return { p, q: 1 - p, logP: Math.log(p), logQ: Math.log1p(-p) };
}

/** From the probability above. */
export function upper(q: number): Probability {
  expectProbability("upperQuantile", q);
  return { p: 1 - q, q, logP: Math.log1p(-q), logQ: Math.log(q) };
}

function expectProbability(name: string, p: number): void {
  if (typeof p !== "number" || !(p >= 0 && p <= 1))
    throw new UsageError(`${name}: expected a probability from 0 to 1, got ${p}`);
}
