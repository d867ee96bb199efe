import type { Sample } from "../sample.js";
import { fastExps } from "../special/fastExps.js";
import { sumsAbout } from "../statistics/moments.js";

/** Location and scale of the Gumbel distribution of highest likelihood. */
export interface LocationScale {
  readonly location: number;
  readonly scale: number;
}

/** Relative steps below this leave an error of their fifth power, which rounding hides. */
const smallEnough = 5e-4;

/**
 * The maximum of Gumbel's likelihood, for data that are not all equal. With λ = 1/β and weights wᵢ = e^(-λxᵢ) what is left is
 * one equation that has one root (Johnson, Kotz & Balakrishnan 1995, section 22.9.1),
 *   x̄ - Σwᵢxᵢ/Σwᵢ - 1/λ = 0,
 * whose left side rises. The derivatives of the weighted mean are the weighted cumulants: a single pass over the data gives
 * five of them, and with them the root to the fifth power of the distance that was left.
 */
export function gumbelMaximum(sample: Sample): LocationScale {
  const { least, mean } = aboveLeast(sample);
  let logRate = Math.log(mean > 0 ? 1 / mean : 1);
  if (sample.values.length > 8000) {
    const part = aboveLeast(sample.part(2000));
    if (part.mean > 0) logRate = search(part, logRate).logRate;
  }
  const { logRate: root, logMean } = search({ sample, least, mean }, logRate);
  return { location: least - logMean / Math.exp(root), scale: Math.exp(-root) };
}

interface AboveLeast {
  readonly sample: Sample;
  readonly least: number;
  /** Of x - least. */
  readonly mean: number;
}

function aboveLeast(sample: Sample): AboveLeast {
  const { values, weights, minimum: least } = sample;
  const { count, first } = sumsAbout(values, weights, least);
  return { sample, least, mean: first / count };
}

/** log λ at the root, and the logarithm of the mean of e^(-λ(x - least)) there. */
function search({ sample, least, mean }: AboveLeast, start: number): { logRate: number; logMean: number } {
  let logRate = start;
  let low = -Infinity;
  let high = Infinity;
  for (let round = 0; ; round++) {
    const rate = Math.exp(logRate);
    const tilt = tiltedBy(sample, least, rate);
    const error = mean * rate - tilt.cumulants[1] - 1;
    if (error < 0) low = logRate;
    else high = logRate;
    const newton = -error / (tilt.cumulants[2] + 1);
    if (Math.abs(newton) < 0.05 || round === 200) {
      const step = refined(tilt.cumulants, mean * rate, newton);
      if (Math.abs(step) < smallEnough || round === 200)
        return {
          logRate: logRate + Math.log1p(step),
          logMean: tilt.logMean + changeOfLogMean(tilt.cumulants, step),
        };
      logRate += Math.log1p(step);
      continue;
    }
    const next = logRate + Math.max(-3, Math.min(3, newton));
    logRate = next > low && next < high ? next : (low + high) / 2;
  }
}

/** Cumulants of z = λ(x - least) under the weights e^(-z), from the first on. */
type Cumulants = readonly [0, first: number, second: number, third: number, fourth: number, fifth: number];

/** Short loops a block: one that held all sums beside the exponential would have too few registers. */
const blockLength = 256;

/** Farther out weights are nothing beside the least value's of 1, and powers may be infinite. */
const farthest = 700;

function tiltedBy(
  { values, weights, count, maximum }: Sample,
  least: number,
  rate: number,
): { logMean: number; cumulants: Cumulants } {
  const isNear = (maximum - least) * rate < farthest;
  const [exponents, w, sums] = [
    new Float64Array(blockLength),
    new Float64Array(blockLength),
    new Float64Array(6),
  ];
  for (let from = 0; from < values.length; from += blockLength) {
    const size = Math.min(blockLength, values.length - from);
    for (let i = 0; i < size; i++) exponents[i] = (least - values[from + i]!) * rate;
    if (!isNear) for (let i = 0; i < size; i++) exponents[i] = Math.max(-farthest, exponents[i]!);
    fastExps(w, exponents, size);
    addBlock(sums, exponents, w, weights, from, size);
  }
  const [s0, s1, s2, s3, s4, s5] = sums as unknown as [number, number, number, number, number, number];
  return {
    logMean: Math.log(s0 / count),
    cumulants: cumulantsOf(s1 / s0, s2 / s0, s3 / s0, s4 / s0, s5 / s0),
  };
}

function addBlock(
  sums: Float64Array,
  exponents: Float64Array,
  ws: Float64Array,
  weights: Float64Array | undefined,
  from: number,
  size: number,
): void {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let s4 = 0;
  let s5 = 0;
  for (let i = 0; i < size; i++) {
    const z = -exponents[i]!;
    const w = weights ? weights[from + i]! * ws[i]! : ws[i]!;
    const wz = w * z;
    const wz2 = wz * z;
    const wz3 = wz2 * z;
    const wz4 = wz3 * z;
    s0 += w;
    s1 += wz;
    s2 += wz2;
    s3 += wz3;
    s4 += wz4;
    s5 += wz4 * z;
  }
  sums[0]! += s0;
  sums[1]! += s1;
  sums[2]! += s2;
  sums[3]! += s3;
  sums[4]! += s4;
  sums[5]! += s5;
}

function cumulantsOf(m1: number, m2: number, m3: number, m4: number, m5: number): Cumulants {
  const c2 = m2 - m1 * m1;
  const c3 = m3 - m1 * (3 * m2 - 2 * m1 * m1);
  const c4 = m4 - m1 * (4 * m3 - m1 * (6 * m2 - 3 * m1 * m1));
  const c5 = m5 - m1 * (5 * m4 - m1 * (10 * m3 - m1 * (10 * m2 - 4 * m1 * m1)));
  return [0, m1, c2, c3, c4 - 3 * c2 * c2, c5 - 10 * c2 * c3];
}

/** The root in ε = λ/λ₀ - 1 of the equation's expansion about λ₀. */
function refined([, k1, k2, k3, k4, k5]: Cumulants, mean: number, start: number): number {
  let e = start;
  for (let step = 0; step < 6; step++) {
    const value = mean - k1 + e * (k2 - e * (k3 / 2 - e * (k4 / 6 - (e * k5) / 24))) - 1 / (1 + e);
    const slope = k2 - e * (k3 - e * (k4 / 2 - (e * k5) / 6)) + 1 / (1 + e) ** 2;
    const next = e - value / slope;
    if (!(Math.abs(next) < 2 * Math.abs(start) + 1e-12)) return start;
    e = next;
  }
  return e;
}

function changeOfLogMean([, k1, k2, k3, k4, k5]: Cumulants, e: number): number {
  return -e * (k1 - e * (k2 / 2 - e * (k3 / 6 - e * (k4 / 24 - (e * k5) / 120))));
}
