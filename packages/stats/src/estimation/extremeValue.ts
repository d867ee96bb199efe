import type { Sample } from "../sample.js";
import { fastExps } from "../special/fastExps.js";
import { sumsAbout } from "../statistics/moments.js";

/** Location and scale of the Gumbel distribution of highest likelihood. */
export interface LocationScale {
  readonly location: number;
  readonly scale: number;
}

/** Relative steps below this leave an error of their eighth power, which rounding hides. */
const smallEnough = 0.015;
/** With more values than four times these, so many of them bring the start near. */
const partSizes = [1000, 8000];

/**
 * The maximum of Gumbel's likelihood, for data that are not all equal. With λ = 1/β and weights wᵢ = e^(-λxᵢ) what is left is
 * one equation that has one root (Johnson, Kotz & Balakrishnan 1995, section 22.9.1),
 *   x̄ - Σwᵢxᵢ/Σwᵢ - 1/λ = 0,
 * whose left side rises. The derivatives of the weighted mean are the weighted cumulants: a single pass over the data gives
 * eight of them, and with them the root to the eighth power of the distance that was left.
 */
export function gumbelMaximum(sample: Sample): LocationScale {
  const { least, mean } = aboveLeast(sample);
  let logRate = Math.log(mean > 0 ? 1 / mean : 1);
  for (const size of partSizes) {
    if (sample.values.length <= 4 * size) break;
    const part = aboveLeast(sample.part(size));
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
    const error = mean * rate - tilt.cumulants[1]! - 1;
    if (error < 0) low = logRate;
    else high = logRate;
    const newton = -error / (tilt.cumulants[2]! + 1);
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

/** Cumulants of z = λ(x - least) under the weights e^(-z), at their orders; 0 comes first. */
type Cumulants = readonly number[];

/** As many of them. */
const orders = 8;

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
    new Float64Array(orders + 1),
  ];
  for (let from = 0; from < values.length; from += blockLength) {
    const size = Math.min(blockLength, values.length - from);
    for (let i = 0; i < size; i++) exponents[i] = (least - values[from + i]!) * rate;
    if (!isNear) for (let i = 0; i < size; i++) exponents[i] = Math.max(-farthest, exponents[i]!);
    fastExps(w, exponents, size);
    addBlock(sums, exponents, w, weights, from, size);
  }
  const total = sums[0]!;
  return { logMean: Math.log(total / count), cumulants: cumulantsOf(sums.map((sum) => sum / total)) };
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
  let s6 = 0;
  let s7 = 0;
  let s8 = 0;
  for (let i = 0; i < size; i++) {
    const z = -exponents[i]!;
    const w = weights ? weights[from + i]! * ws[i]! : ws[i]!;
    const wz = w * z;
    const wz2 = wz * z;
    const wz3 = wz2 * z;
    const wz4 = wz3 * z;
    const zz = z * z;
    s0 += w;
    s1 += wz;
    s2 += wz2;
    s3 += wz3;
    s4 += wz4;
    s5 += wz3 * zz;
    s6 += wz4 * zz;
    s7 += wz3 * zz * zz;
    s8 += wz4 * zz * zz;
  }
  sums[0]! += s0;
  sums[1]! += s1;
  sums[2]! += s2;
  sums[3]! += s3;
  sums[4]! += s4;
  sums[5]! += s5;
  sums[6]! += s6;
  sums[7]! += s7;
  sums[8]! += s8;
}

/** κₙ = mₙ - Σ C(n-1, k-1)·κₖ·mₙ₋ₖ over k < n, of moments m about 0. */
function cumulantsOf(moments: Float64Array): Cumulants {
  const cumulants = [0];
  for (let n = 1; n <= orders; n++) {
    let sum = moments[n]!;
    let choose = 1;
    for (let k = 1; k < n; k++) {
      sum -= choose * cumulants[k]! * moments[n - k]!;
      choose *= (n - k) / k;
    }
    cumulants.push(sum);
  }
  return cumulants;
}

/** Σ κₙ₊ᵢ(-ε)ⁱ/i!: the cumulant of order n at λ₀(1 + ε), but for its power of 1 + ε. */
function shifted(cumulants: Cumulants, n: number, e: number): number {
  let sum = 0;
  for (let i = orders - n; i >= 0; i--) sum = cumulants[n + i]! - (e / (i + 1)) * sum;
  return sum;
}

/** The root in ε = λ/λ₀ - 1 of the equation's expansion about λ₀. */
function refined(cumulants: Cumulants, mean: number, start: number): number {
  let e = start;
  for (let step = 0; step < 6; step++) {
    const value = mean - shifted(cumulants, 1, e) - 1 / (1 + e);
    const slope = shifted(cumulants, 2, e) + 1 / (1 + e) ** 2;
    const next = e - value / slope;
    if (!(Math.abs(next) < 2 * Math.abs(start) + 1e-12)) return start;
    e = next;
  }
  return e;
}

/** log Σe^(-λ₀(1+ε)(x - least)) - log Σe^(-λ₀(x - least)) = Σ κᵢ(-ε)ⁱ/i! */
function changeOfLogMean(cumulants: Cumulants, e: number): number {
  return shifted(cumulants, 0, e);
}
