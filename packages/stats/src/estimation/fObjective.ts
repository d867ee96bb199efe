import type { Objective } from "@mebae/optimizers";
import type { Sample } from "../sample.js";
import { logBetaFactor } from "../special/betaFactor.js";
import { deviance } from "../special/deviance.js";
import { digammaGap, logMinusDigammaSlope } from "../special/digammaGap.js";

/** Weighted sums over data, of w = ν₂(x-1)/(ν₁x+ν₂), v = ν₁(1-x)/(ν₁x+ν₂) and D(u) = log(1+u) - u. */
interface Sums {
  /** Σ D(w), Σ D(v) */
  first: number;
  second: number;
  /** Σ w², Σ wv, Σ v² */
  ww: number;
  wv: number;
  vv: number;
}

/**
 * The negative log-likelihood of the F distribution, less Σ log x, as a function of log ν₁ and log ν₂:
 *   l = ν₁/2·Σ D(w) + ν₂/2·Σ D(v) + n·log(the density of log(u/v) at its mean),
 * with the derivatives that symbolic/fFunctions.ts has too.
 */
export class FObjective implements Objective {
  constructor(private readonly sample: Sample) {}

  value(x: Float64Array): number {
    const [numerator, denominator] = [Math.exp(x[0]!), Math.exp(x[1]!)];
    return this.#value(this.#sums(numerator, denominator), numerator, denominator);
  }

  gradient(x: Float64Array): { value: number; gradient: Float64Array } {
    return this.hessian(x);
  }

  hessian(x: Float64Array): { value: number; gradient: Float64Array; hessian: Float64Array } {
    const { count } = this.sample;
    const [numerator, denominator] = [Math.exp(x[0]!), Math.exp(x[1]!)];
    const sums = this.#sums(numerator, denominator);
    const [a, b, total] = [numerator / 2, denominator / 2, numerator + denominator];
    const byFirst = 0.5 * (count * digammaGap(a, b) + sums.first);
    const bySecond = 0.5 * (count * digammaGap(b, a) + sums.second);
    const firstTwice = 0.5 * (0.5 * count * digammaGap(a, b, 1) + sums.ww / total);
    const secondTwice = 0.5 * (0.5 * count * digammaGap(b, a, 1) + sums.vv / total);
    const mixed = 0.5 * (sums.wv / total - 0.5 * count * logMinusDigammaSlope(total / 2));
    const cross = -numerator * denominator * mixed;
    return {
      value: this.#value(sums, numerator, denominator),
      gradient: Float64Array.of(-numerator * byFirst, -denominator * bySecond),
      hessian: Float64Array.of(
        -numerator * (numerator * firstTwice + byFirst),
        cross,
        cross,
        -denominator * (denominator * secondTwice + bySecond),
      ),
    };
  }

  #value(sums: Sums, numerator: number, denominator: number): number {
    // Far out a parameter is rounded to 0 or infinity, where there is no density.
    if (!(numerator > 0 && denominator > 0 && numerator + denominator < 1e300)) return Infinity;
    const [a, b] = [numerator / 2, denominator / 2];
    const atMean = logBetaFactor({ a, b, x: a / (a + b), y: b / (a + b), distance: 0 });
    return -(a * sums.first + b * sums.second + this.sample.count * atMean);
  }

  #sums(numerator: number, denominator: number): Sums {
    const { values, weights } = this.sample;
    const sums = { first: 0, second: 0, ww: 0, wv: 0, vv: 0 };
    for (let from = 0; from < values.length; from += blockLength) {
      const to = Math.min(from + blockLength, values.length);
      addBlock(sums, values.subarray(from, to), weights?.subarray(from, to), numerator, denominator);
    }
    return sums;
  }
}

/** In blocks, so that the loop is soon a compiled function: one that is compiled while it runs is three times as slow. */
const blockLength = 1024;

function addBlock(
  sums: Sums,
  values: Float64Array,
  weights: Float64Array | undefined,
  numerator: number,
  denominator: number,
): void {
  let first = 0;
  let second = 0;
  let ww = 0;
  let wv = 0;
  let vv = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const x = values[i]!;
    const total = numerator * x + denominator;
    const ratio = (numerator + denominator) / total;
    const distance = (x - 1) / total;
    const w = denominator * distance;
    const v = -numerator * distance;
    first += weight * deviance(w, ratio * x);
    second += weight * deviance(v, ratio);
    ww += weight * w * w;
    wv += weight * w * v;
    vv += weight * v * v;
  }
  sums.first += first;
  sums.second += second;
  sums.ww += ww;
  sums.wv += wv;
  sums.vv += vv;
}
