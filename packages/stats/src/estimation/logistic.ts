import type { Sample } from "../sample.js";
import { fastExps } from "../special/fastExps.js";
import type { LocationScale } from "./extremeValue.js";

/** Steps below this leave an error of their cube, which rounding hides. */
const smallEnough = 1e-5;

/**
 * The maximum of the logistic likelihood, for data that are not all equal. In 1/s and μ/s it is concave: one maximum. A pass over
 * the data with t = tanh(z/2) sums up the likelihood's derivatives of up to third order, of which the step to the root of
 * the score is made, so that its error falls with the cube.
 */
export function logisticMaximum(sample: Sample): LocationScale {
  let place = startOf(sample);
  for (let round = 0; round < 200; round++) {
    const sums = sumUp(sample, place);
    const [e, b] = stepOf(sums);
    place = { location: place.location + (place.scale * b) / (1 + e), scale: place.scale / (1 + e) };
    if (Math.max(Math.abs(e), Math.abs(b)) < smallEnough) break;
  }
  return place;
}

/** The maximum of a part of many data; of few the median, and the scale of their variance. */
function startOf(sample: Sample): LocationScale {
  const part = sample.part(2000);
  if (part !== sample && sample.values.length > 8000 && part.minimum < part.maximum)
    return logisticMaximum(part);
  return { location: sample.quantile(0.5), scale: Math.sqrt(3 * sample.variance) / Math.PI };
}

/** Means of t·zᵏ, h·zᵏ and t·h·zᵏ, h = (1 - t²)/2. */
interface Sums {
  readonly t: readonly [number, number];
  readonly h: readonly [number, number, number];
  readonly th: readonly [number, number, number, number];
}

/** Short loops a block: one that held all sums beside the exponential would have too few registers. */
const blockLength = 256;

function sumUp(sample: Sample, { location, scale }: LocationScale): Sums {
  const { values, weights, count, minimum, maximum } = sample;
  const perScale = 1 / scale;
  const isNear = Math.max(maximum - location, location - minimum) * perScale < 700;
  const [z, t, sums] = [new Float64Array(blockLength), new Float64Array(blockLength), new Float64Array(9)];
  for (let from = 0; from < values.length; from += blockLength) {
    const size = Math.min(blockLength, values.length - from);
    for (let i = 0; i < size; i++) z[i] = (values[from + i]! - location) * perScale;
    if (isNear) tangents(t, z, size);
    else farTangents(t, z, size);
    addBlock(sums, z, t, weights, from, size);
  }
  const [t0, t1, h0, h1, h2, c0, c1, c2, c3] = sums.map((sum) => sum / count) as unknown as number[];
  return { t: [t0!, t1!], h: [h0!, h1!, h2!], th: [c0!, c1!, c2!, c3!] };
}

/** t = tanh(z/2) */
function tangents(t: Float64Array, z: Float64Array, size: number): void {
  fastExps(t, z, size);
  for (let i = 0; i < size; i++) t[i] = 1 - 2 / (1 + t[i]!);
}

/** The same where z may be so far out that z³ overflows, and counts by its sign. */
function farTangents(t: Float64Array, z: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    z[i] = Math.min(1e100, Math.max(-1e100, z[i]!));
    t[i] = Math.tanh(0.5 * z[i]!);
  }
}

function addBlock(
  sums: Float64Array,
  zs: Float64Array,
  ts: Float64Array,
  weights: Float64Array | undefined,
  from: number,
  size: number,
): void {
  let t0 = 0;
  let t1 = 0;
  let h0 = 0;
  let h1 = 0;
  let h2 = 0;
  let c0 = 0;
  let c1 = 0;
  let c2 = 0;
  let c3 = 0;
  for (let i = 0; i < size; i++) {
    const z = zs[i]!;
    const t = ts[i]!;
    const w = weights ? weights[from + i]! : 1;
    const wt = w * t;
    t0 += wt;
    t1 += wt * z;
    const h = 0.5 * (w - t * wt);
    const hz = h * z;
    const hzz = hz * z;
    h0 += h;
    h1 += hz;
    h2 += hzz;
    c0 += t * h;
    c1 += t * hz;
    c2 += t * hzz;
    c3 += t * hzz * z;
  }
  sums[0]! += t0;
  sums[1]! += t1;
  sums[2]! += h0;
  sums[3]! += h1;
  sums[4]! += h2;
  sums[5]! += c0;
  sums[6]! += c1;
  sums[7]! += c2;
  sums[8]! += c3;
}

/**
 * (ε, b) of the new z, (1 + ε)z - b, at which both scores vanish,
 *   Σp = 0 and Σpz = n/(1 + ε), p = t + h·d - t·h·d²/2, d = εz - b.
 */
function stepOf(sums: Sums): readonly [e: number, b: number] {
  const [h0, h1, h2] = sums.h;
  const [c0, c1, c2, c3] = sums.th;
  let e = 0;
  let b = 0;
  for (let step = 0; step < 8; step++) {
    const first = sums.t[0] + e * h1 - b * h0 - 0.5 * (e * e * c2 - 2 * e * b * c1 + b * b * c0);
    const second =
      sums.t[1] + e * h2 - b * h1 - 0.5 * (e * e * c3 - 2 * e * b * c2 + b * b * c1) - 1 / (1 + e);
    const byE = [h1 - e * c2 + b * c1, h2 - e * c3 + b * c2 + 1 / (1 + e) ** 2] as const;
    const byB = [-h0 + e * c1 - b * c0, -h1 + e * c2 - b * c1] as const;
    const determinant = byE[0] * byB[1] - byE[1] * byB[0];
    const de = (second * byB[0] - first * byB[1]) / determinant;
    const db = (first * byE[1] - second * byE[0]) / determinant;
    // Of a long step only the direction is good.
    const length = Math.max(Math.abs(de) / 0.5, Math.abs(db));
    if (step === 0 && length > 0.3) return length > 1 ? [de / length, db / length] : [de, db];
    e += de;
    b += db;
    if (Math.max(Math.abs(de), Math.abs(db)) < 1e-15) break;
  }
  return [e, b];
}
