import type { Objective } from "@mebae/optimizers";
import type { Sample } from "../sample.js";
import { deviance } from "../special/deviance.js";
import { digammaGap } from "../special/digammaGap.js";
import { logStudentTConstant } from "../special/studentTKernel.js";

/** Sums over data, of D = ν + z², u = (1-z²)/D and the weights w. */
interface Sums {
  /** Σ w·log(D/(ν+1)) */
  log: number;
  /** Σ w·(log(1+u) - u) */
  rest: number;
  /** Σ w·z/D, Σ w·z²/D */
  z: number;
  zz: number;
  /** Σ w·(ν-z²)/D², Σ w·z/D², Σ w·z²/D² */
  slope: number;
  zOverSquare: number;
  zzOverSquare: number;
  /** Σ w·z(z²-1)/D², Σ w·z²(z²-1)/D², Σ w·u² */
  mixed: number;
  zMixed: number;
  uu: number;
}

/**
 * The negative log-likelihood of Student's t distribution as a function of location, log scale and log ν, with the derivatives that
 * symbolic/studentTFunctions.ts has too, in one loop without intermediate rows.
 */
export class StudentTObjective implements Objective {
  constructor(private readonly sample: Sample) {}

  value(x: Float64Array): number {
    return this.#value(this.#sums(x), x);
  }

  gradient(x: Float64Array): { value: number; gradient: Float64Array } {
    return this.hessian(x);
  }

  hessian(x: Float64Array): { value: number; gradient: Float64Array; hessian: Float64Array } {
    const sums = this.#sums(x);
    const { count } = this.sample;
    const [scale, df] = [Math.exp(x[1]!), Math.exp(x[2]!)];
    const byDf = 0.5 * (count * digammaGap(df / 2, 0.5) + sums.rest);
    const byDfTwice = 0.25 * count * digammaGap(df / 2, 0.5, 1) + (0.5 * sums.uu) / (df + 1);
    const gradient = [(df + 1) * (sums.z / scale), (df + 1) * sums.zz - count, df * byDf];
    const second = [
      (-(df + 1) * sums.slope) / scale ** 2,
      (-2 * df * (df + 1) * sums.zOverSquare) / scale,
      (df * sums.mixed) / scale,
      -2 * df * (df + 1) * sums.zzOverSquare,
      df * sums.zMixed,
      df * df * byDfTwice + df * byDf,
    ].map((entry) => -entry) as [number, number, number, number, number, number];
    const [a, b, c, d, e, f] = second;
    return {
      value: this.#value(sums, x),
      gradient: Float64Array.from(gradient, (entry) => -entry),
      hessian: Float64Array.of(a, b, c, b, d, e, c, e, f),
    };
  }

  #value({ log }: Sums, x: Float64Array): number {
    const { count } = this.sample;
    const df = Math.exp(x[2]!);
    // Far out a parameter is rounded to 0 or infinity, where there is no density.
    if (!(df > 0 && df < 1e300)) return Infinity;
    const growth = log + count * Math.log1p(1 / df);
    return 0.5 * (df + 1) * growth - count * (logStudentTConstant(df) - x[1]!);
  }

  #sums(x: Float64Array): Sums {
    const { values, weights } = this.sample;
    const [location, scale, df] = [x[0]!, Math.exp(x[1]!), Math.exp(x[2]!)];
    const sums = {
      log: 0,
      rest: 0,
      z: 0,
      zz: 0,
      slope: 0,
      zOverSquare: 0,
      zzOverSquare: 0,
      mixed: 0,
      zMixed: 0,
      uu: 0,
    };
    for (let from = 0; from < values.length; from += blockLength) {
      const to = Math.min(from + blockLength, values.length);
      addBlock(sums, values.subarray(from, to), weights?.subarray(from, to), location, scale, df);
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
  location: number,
  scale: number,
  df: number,
): void {
  let log = 0;
  let rest = 0;
  let z1 = 0;
  let z2 = 0;
  let slope = 0;
  let zOverSquare = 0;
  let zzOverSquare = 0;
  let mixed = 0;
  let zMixed = 0;
  let uu = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i]! : 1;
    const z = (values[i]! - location) / scale;
    const zz = z * z;
    if (!(zz < 1e300)) {
      // So far out that D = z² and u = -1, and that z² may overflow.
      const far = weight * (Math.log(df + 1) - 2 * Math.log(Math.abs(z)) + 1);
      log -= far - weight;
      rest += far;
      z2 += weight;
      zMixed += weight;
      uu += weight;
      continue;
    }
    const inverse = 1 / (df + zz);
    const u = (1 - zz) * inverse;
    const left = weight * deviance(u, (df + 1) * inverse);
    // Never D², which overflows before z² does.
    const zOver = weight * z * inverse;
    const zzOver = weight * zz * inverse;
    log -= left + weight * u;
    rest += left;
    z1 += zOver;
    z2 += zzOver;
    slope += weight * (df - zz) * inverse * inverse;
    zOverSquare += zOver * inverse;
    zzOverSquare += zzOver * inverse;
    mixed -= zOver * u;
    zMixed -= zzOver * u;
    uu += weight * u * u;
  }
  sums.log += log;
  sums.rest += rest;
  sums.z += z1;
  sums.zz += z2;
  sums.slope += slope;
  sums.zOverSquare += zOverSquare;
  sums.zzOverSquare += zzOverSquare;
  sums.mixed += mixed;
  sums.zMixed += zMixed;
  sums.uu += uu;
}
