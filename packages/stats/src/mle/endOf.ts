import { choleskyFactor, choleskySolve, type Minimum, symmetricEigen } from "@mebae/optimizers";
import { converged, type Status } from "../status.js";
import type { ParameterSet } from "./parameterSet.js";

/**
 * What the end of a search says of the likelihood. The curvatures decide what a plain "converged" can't: whether a
 * direction is flat, and which parameter is on its way to a limit.
 */
export function endOf(minimum: Minimum, parameters: ParameterSet): Status {
  const { status, decrement, value } = minimum;
  if (status === "converged") return identified(minimum, parameters);
  const limit = limitOf(minimum, parameters);
  if (status === "unbounded" || limit.isReached) {
    const towards = `${limit.parameter} → ${limit.limit}`;
    if (decrement > 1e-6 || value === -Infinity) {
      return { kind: "degenerate", reason: `the likelihood grows without bound as ${towards}` };
    }
    const reason = `the likelihood grows towards a limit as ${towards}`;
    return { kind: "boundary", parameter: limit.parameter, limit: limit.limit, reason };
  }
  if (status === "maximumIterations") {
    return {
      kind: "notConverged",
      reason: `ended after ${minimum.iterations} steps, ${progress(decrement)}`,
    };
  }
  return { kind: "notConverged", reason: `no step makes the likelihood larger, ${progress(decrement)}` };
}

function progress(decrement: number): string {
  if (!Number.isFinite(decrement)) return "where its curvature has the wrong sign";
  return `with a score of ${decrement.toPrecision(2)} standard errors`;
}

/** Converged, unless the Hessian has a direction without curvature. */
function identified(minimum: Minimum, parameters: ParameterSet): Status {
  const { hessian } = minimum;
  if (!hessian)
    return { kind: "notConverged", reason: "the likelihood's curvature isn't finite where the score is 0" };
  const size = parameters.freedom;
  const scaled = scaledBy(scaleOf(hessian, size), hessian);
  const { values, vectors } = symmetricEigen(scaled);
  if (values[0]! > 64 * size * Number.EPSILON * values[size - 1]!) return converged;
  const flat = new Set<string>();
  for (let i = 0; i < size; i++) {
    if (Math.abs(vectors[i * size]!) > 0.01) flat.add(parameters.owner(i).name);
  }
  const names = [...flat].join(" and ");
  return { kind: "notIdentifiable", reason: `the likelihood doesn't change along a direction of ${names}` };
}

interface Limit {
  readonly parameter: string;
  readonly limit: number;
  /** Whether going on as far again three times would leave float64. */
  readonly isReached: boolean;
}

/** Where the parameter goes that the next step would move the most, in units of curvature. */
function limitOf(minimum: Minimum, parameters: ParameterSet): Limit {
  const { x } = minimum;
  const step = nextStep(minimum);
  let lead = 0;
  for (let i = 1; i < x.length; i++) if (Math.abs(step[i]!) > Math.abs(step[lead]!)) lead = i;
  const { name, constraint, freeAt } = parameters.owner(lead);
  const own = x.subarray(freeAt, freeAt + constraint.freedom);
  const moved = (distance: number) =>
    constraint.fromFree(
      own.map((entry, i) => {
        const part = step[freeAt + i]!;
        return Math.abs(part) < Math.abs(step[lead]!) / 2 ? entry : entry + Math.sign(part) * distance;
      }),
    );
  const values = constraint.fromFree(own);
  const limits = moved(Infinity);
  const share = (i: number) => Math.abs(limits[i]! - values[i]!) / Math.abs(values[i]!);
  let index = lead - freeAt;
  for (let i = 0; i < values.length; i++) if (share(i) > share(index)) index = i;
  return {
    parameter: constraint.shape.length === 0 ? name : `${name}[${index}]`,
    limit: limits[index]!,
    isReached: !constraint.contains(moved(Math.max(10, 3 * Math.abs(x[lead]!)))),
  };
}

/** Newton's step, or where the curvature has the wrong sign that down the slope; both in units of curvature. */
function nextStep({ gradient, hessian }: Minimum): Float64Array {
  const size = gradient.length;
  const scale = hessian ? scaleOf(hessian, size) : new Float64Array(size).fill(1);
  const slopes = gradient.map((slope, i) => slope / scale[i]!);
  const factor = hessian && choleskyFactor(scaledBy(scale, hessian));
  return (factor ? choleskySolve(factor, slopes) : slopes).map((part) => -part);
}

function scaleOf(hessian: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => Math.sqrt(Math.abs(hessian[i * (size + 1)]!)) || 1);
}

function scaledBy(scale: Float64Array, hessian: Float64Array): Float64Array {
  const size = scale.length;
  return hessian.map((entry, at) => entry / scale[Math.floor(at / size)]! / scale[at % size]!);
}
