import { type Minimum, minimize } from "@mebae/optimizers";
import { invertInformation } from "../fit/covariance.js";
import { converged, type Status } from "../status.js";
import { dependenceReason, dependences, involved } from "./dependence.js";
import type { Design } from "./design.js";
import { RegressionObjective, type RowLikelihood } from "./likelihood.js";
import { congruent, Scaling } from "./scaling.js";
import { separationOf } from "./separation.js";

/** η beyond this means probabilities or rates of 1e-9: worth a look whether they are on the way to 0. */
const farOut = 20;

/** What a search for the maximum found, in the design's units and order, one predictor's coefficients after the other. */
export interface Estimate {
  readonly values: Float64Array;
  /** Row after row; NaN for coefficients that the data don't tell. */
  readonly covariance: Float64Array;
  /** -Σ w·loss at the maximum. */
  readonly value: number;
  readonly status: Status;
  readonly iterations: number;
  /** How many of the coefficients are free. */
  readonly k: number;
  /** The search's own view, for profiles: the objective by scaled coefficients, its minimum, and T with β = T·γ. */
  readonly search: Search;
}

export interface Search {
  readonly objective: RegressionObjective;
  readonly minimum: Minimum;
  readonly matrix: Float64Array;
  /** The places among all coefficients of those that were searched. */
  readonly places: readonly number[];
}

export interface EstimateOptions {
  readonly weights?: Float64Array | undefined;
  readonly offset?: Float64Array | undefined;
  /** Of the intercepts, on the predictors' scale; 0 by default. */
  readonly start?: number;
}

/** The coefficients that maximize the likelihood of the rows. */
export function estimate(
  likelihood: RowLikelihood,
  design: Design,
  { weights, offset, start = 0 }: EstimateOptions,
): Estimate {
  const dependent = dependences(counted(design.columns, weights), design.intercept);
  const kept = design.columns.flatMap((_, j) => (dependent.some(({ column }) => column === j) ? [] : [j]));
  const scaling = new Scaling(
    kept.map((j) => design.columns[j]!),
    design.intercept,
    weights,
  );
  const objective = new RegressionObjective(likelihood, scaling.columns, weights, offset);
  const first = new Float64Array(objective.size);
  if (design.intercept) for (let a = 0; a < first.length; a += kept.length) first[a] = start;
  const minimum = minimize(objective, first, { tolerance: 1e-10 });
  const matrix = blocks(scaling.matrix, likelihood.predictors);
  const width = design.columns.length;
  const places = Array.from({ length: likelihood.predictors }, (_, a) =>
    kept.map((j) => a * width + j),
  ).flat();
  const status = statusOf(objective, minimum, (at) => design.names[kept[at % kept.length]!]!);
  const regular = status.kind === "converged";
  const unclear = involved(dependent);
  return {
    values: scattered(product(matrix, minimum.x), places, width * likelihood.predictors),
    covariance: covarianceOf(minimum, matrix, places, width, (j) => regular && !unclear.has(j)),
    value: -minimum.value,
    iterations: minimum.iterations,
    k: objective.size,
    status:
      dependent.length > 0 && regular
        ? { kind: "notIdentifiable", reason: dependenceReason(dependent, design) }
        : status,
    search: { objective, minimum, matrix, places },
  };
}

/** -Σ w·loss at the maximum of the model with nothing but the intercept, if there is one, and the offset. */
export function nullValue(likelihood: RowLikelihood, design: Design, options: EstimateOptions): number {
  const { weights, offset, start = 0 } = options;
  const ones = [new Float64Array(design.rows).fill(1)];
  const objective = new RegressionObjective(likelihood, ones, weights, offset);
  const zero = new Float64Array(objective.size);
  return -(design.intercept ? minimize(objective, zero.fill(start)).value : objective.value(zero));
}

/** The rows that count. */
export function counted(columns: readonly Float64Array[], weights?: Float64Array): readonly Float64Array[] {
  if (!weights || weights.every((weight) => weight > 0)) return columns;
  return columns.map((column) => column.filter((_, i) => weights[i]! > 0));
}

function statusOf(objective: RegressionObjective, minimum: Minimum, nameOf: (at: number) => string): Status {
  const isEnd = minimum.status === "converged";
  if (isEnd && !isFarOut(objective, minimum.x)) return converged;
  const separation = separationOf(objective);
  if (!separation)
    return isEnd
      ? converged
      : { kind: "notConverged", reason: `ended after ${minimum.iterations} steps, ${minimum.status}` };
  const { direction, isComplete } = separation;
  const { names, alone } = separatingNames(objective, direction, isComplete, nameOf);
  const lead = direction.reduce(
    (best, entry, i) =>
      names.includes(nameOf(i)) && Math.abs(entry) > Math.abs(direction[best] ?? 0) ? i : best,
    -1,
  );
  const kind = isComplete ? "complete" : "quasi-complete";
  return {
    kind: "boundary",
    parameter: nameOf(lead),
    limit: Math.sign(direction[lead]!) * Infinity,
    reason: `${kind} separation by ${names.join(alone ? ", and by " : " and ")}: coefficients go to infinity`,
  };
}

function isFarOut(objective: RegressionObjective, gamma: Float64Array): boolean {
  for (let i = 0; i < objective.count; i++) {
    const eta = objective.eta(i, gamma);
    for (let a = 0; a < eta.length; a++) if (Math.abs(eta[a]!) > farOut) return true;
  }
  return false;
}

/** Single columns, each of which separates alone as much as all do together; or else all that the direction is made of. */
function separatingNames(
  objective: RegressionObjective,
  direction: Float64Array,
  isComplete: boolean,
  nameOf: (at: number) => string,
): { readonly names: readonly string[]; readonly alone: boolean } {
  const { width } = objective;
  const parts = Array.from({ length: width }, (_, j) => j).filter((j) =>
    direction.some((entry, at) => at % width === j && entry !== 0),
  );
  const hasIntercept = nameOf(0) === "(intercept)";
  const columns = parts.filter((j) => !hasIntercept || j > 0);
  if (columns.length === 0) return { names: parts.map(nameOf), alone: true };
  const alone = columns.filter((j) => {
    const own = separationOf(objective.withColumns(hasIntercept ? [0, j] : [j]));
    return own !== undefined && own.isComplete === isComplete;
  });
  return { names: (alone.length > 0 ? alone : columns).map(nameOf), alone: alone.length > 0 };
}

function covarianceOf(
  { hessian }: Minimum,
  matrix: Float64Array,
  places: readonly number[],
  width: number,
  isRegular: (column: number) => boolean,
): Float64Array {
  const total = Math.max(...places) - (Math.max(...places) % width) + width;
  const covariance = new Float64Array(total * total).fill(Number.NaN);
  if (!hessian) return covariance;
  const inverse = congruent(matrix, invertInformation(hessian));
  places.forEach((row, i) => {
    places.forEach((column, j) => {
      if (isRegular(row % width) && isRegular(column % width))
        covariance[row * total + column] = inverse[i * places.length + j]!;
    });
  });
  return covariance;
}

function blocks(matrix: Float64Array, count: number): Float64Array {
  const side = Math.sqrt(matrix.length);
  const whole = side * count;
  const result = new Float64Array(whole * whole);
  for (let a = 0; a < count; a++)
    for (let i = 0; i < side; i++)
      for (let j = 0; j < side; j++) result[(a * side + i) * whole + a * side + j] = matrix[i * side + j]!;
  return result;
}

function product(matrix: Float64Array, x: Float64Array): Float64Array {
  return x.map((_, i) => x.reduce((sum, entry, j) => sum + matrix[i * x.length + j]! * entry, 0));
}

function scattered(values: Float64Array, places: readonly number[], size: number): Float64Array {
  const result = new Float64Array(size);
  places.forEach((place, i) => {
    result[place] = values[i]!;
  });
  return result;
}
