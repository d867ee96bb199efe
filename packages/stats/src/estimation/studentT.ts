import { minimize } from "@mebae/optimizers";
import type { Estimate, Parameters } from "../record.js";
import { Sample } from "../sample.js";
import { powerOfTwo } from "../statistics/powerOfTwo.js";
import type { Status } from "../status.js";
import { heaviest } from "./heaviest.js";
import { lastSteps } from "./lastSteps.js";
import { StudentTObjective } from "./studentTObjective.js";

export type StudentTs = Parameters<"degreesOfFreedom" | "location" | "scale">;

/** More data than this are searched on a part of them first. */
const large = 8000;

/**
 * The maximum of Student's likelihood with all three parameters free. Strictly there is none: around a value that has m of the
 * weight n the likelihood grows without bound as the scale goes to 0, for ν below m/(n-m) (Fernández & Steel 1999). What
 * is meant is the highest of the maxima inside; there may be several, so the search starts from several places, and the limit of the
 * normal distribution competes where it is a maximum itself: where the kurtosis isn't above 3.
 */
export function studentTMaximum(sample: Sample): Estimate<keyof StudentTs> {
  const centre = sample.part(2000).quantile(0.5);
  const width = sample.values.reduce((most, value) => Math.max(most, Math.abs(value - centre)), 0);
  if (width === 0) return equalValues(centre);
  const distances = sample
    .part(2000)
    .values.map((value) => Math.abs(value - centre))
    .sort();
  const unit = powerOfTwo(distances[Math.floor(0.75 * (distances.length - 1))] || width);
  const standard = new Sample(
    sample.values.map((value) => (value - centre) / unit),
    sample.weights,
  );
  const normal = normalLimit(standard);
  const best = interiorMaximum(standard, normal);
  const isNormal = normal.isMaximum && !(best && best.value <= normal.value);
  const { degreesOfFreedom, location, scale } = isNormal || !best ? normal.parameters : parametersOf(best.x);
  const parameters = { degreesOfFreedom, location: centre + unit * location, scale: unit * scale };
  return isNormal ? { parameters, status: normalStatus } : judged(sample, best && parameters);
}

const normalStatus: Status = {
  kind: "boundary",
  parameter: "degreesOfFreedom",
  limit: Infinity,
  reason:
    "the tails are no heavier than normal: the limit is the normal distribution of this location and scale, from which the degrees of freedom held here can't be told",
};

/** Whether a maximum inside is higher than what lies around the value that occurs most, at its own degrees of freedom. */
function judged(sample: Sample, inside: StudentTs | undefined): Estimate<keyof StudentTs> {
  const { value, weight } = heaviest(sample);
  const bound = weight / (sample.count - weight);
  if (inside && inside.degreesOfFreedom >= bound) return { parameters: inside };
  const reason = `the likelihood grows without bound as the scale goes to 0 around ${value}, of weight ${weight} of ${sample.count}, with less than ${bound} degrees of freedom`;
  return {
    parameters: inside ?? { degreesOfFreedom: bound, location: value, scale: 0 },
    status: { kind: "degenerate", reason },
  };
}

function equalValues(location: number): Estimate<keyof StudentTs> {
  return {
    parameters: { degreesOfFreedom: 1, location, scale: 0 },
    status: { kind: "degenerate", reason: `all values are ${location}, so that StudentT has no scale` },
  };
}

interface Found {
  readonly x: Float64Array;
  /** The negative log-likelihood. */
  readonly value: number;
}

/** The highest maximum inside that a search from any start comes to. */
function interiorMaximum(sample: Sample, normal: NormalLimit): Found | undefined {
  if (sample.values.length > large) {
    const part = sample.part(2000);
    const near = interiorMaximum(part, normalLimit(part));
    const from = near ? [near.x] : nearNormal(normal);
    const found = search(sample, from);
    if (found || normal.isMaximum) return found;
  }
  return search(sample, [...starts(sample), ...nearNormal(normal)]);
}

function search(sample: Sample, from: readonly Float64Array[]): Found | undefined {
  const objective = new StudentTObjective(sample);
  let best: Found | undefined;
  for (const start of from) {
    const minimum = minimize(objective, start, { maximumIterations: 60 });
    const { x, value, status } = minimum;
    if (status !== "converged" || x[2]! > logLimit || (best && best.value <= value)) continue;
    best = { x: lastSteps(objective, minimum), value };
  }
  return best;
}

/** log ν beyond which the search is on its way to the normal distribution. */
const logLimit = Math.log(1e14);

/** Few data can have a maximum around each of them, many have one or two. */
function starts(sample: Sample): Float64Array[] {
  const { values } = sample;
  const places = Math.min(values.length, 20);
  const shares =
    values.length > 40
      ? [0.5, 0.25, 0.75]
      : Array.from(values.subarray(0, places), (_, i) => (i + 0.5) / places);
  return shares.flatMap((share) => {
    const location = sample.quantile(share);
    const distances = values.map((value) => Math.abs(value - location)).sort();
    const middle = distances[distances.length >> 1]! || distances.reduce((a, b) => a + b) / distances.length;
    return [1, 5].map((df) => Float64Array.of(location, Math.log(middle * 1.2), Math.log(df)));
  });
}

/** By the moments, of which a kurtosis above 3 is 3 + 6/(ν-4). */
function nearNormal({ parameters: { location, scale }, kurtosis }: NormalLimit): Float64Array[] {
  if (!(kurtosis > 3 && scale < Infinity)) return [];
  const df = 4 + 6 / (kurtosis - 3);
  return [Float64Array.of(location, Math.log(scale * Math.sqrt((df - 2) / df)), Math.log(df))];
}

interface NormalLimit extends Found {
  readonly parameters: StudentTs;
  readonly kurtosis: number;
  readonly isMaximum: boolean;
}

/** Of mean and deviation; by ∂l/∂(1/ν) = n·(kurtosis - 3)/4 the likelihood falls from there or grows. */
function normalLimit(sample: Sample): NormalLimit {
  const { mean: location, variance } = sample;
  const scale = Math.sqrt(variance);
  const fourth = sample.average((value) => ((value - location) / scale) ** 4);
  const most = Math.max(sample.maximum - location, location - sample.minimum) / scale;
  // So large that the log-likelihood is the normal one to rounding: they differ by about Σz⁴/4ν.
  const parameters = { degreesOfFreedom: 1e20 * Math.max(1, most ** 4), location, scale };
  return {
    parameters,
    kurtosis: fourth,
    // A variance that overflows is no normal distribution's.
    isMaximum: scale < Infinity && fourth <= 3 * (1 + 1e-12),
    x: new Float64Array(),
    value: sample.count * (0.5 + 0.5 * Math.log(2 * Math.PI) + Math.log(scale)),
  };
}

function parametersOf(x: Float64Array): StudentTs {
  return { degreesOfFreedom: Math.exp(x[2]!), location: x[0]!, scale: Math.exp(x[1]!) };
}
