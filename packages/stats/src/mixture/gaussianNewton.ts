import { choleskyFactor, choleskySolve } from "@mebae/optimizers";
import { gaussianInformation, movedComponents } from "./gaussianDerivatives.js";
import {
  type CovarianceKind,
  freeCovariances,
  type GaussianComponent,
  type GaussianRows,
  gaussianLogs,
} from "./gaussianModel.js";
import { logSumOf } from "./logSum.js";

/** Products that a step may take: beyond, EM's own end is good enough for the time. */
const affordable = 1e9;

/**
 * Newton's steps from the end of EM, whose last digits come one by one: two or three steps find them all. Steps that would leave
 * the range, or lower the likelihood, are not taken.
 */
export function gaussianNewton(
  rows: GaussianRows,
  components: readonly GaussianComponent[],
  kind: CovarianceKind,
): readonly GaussianComponent[] {
  const d = rows.columns;
  const size = components.length * (1 + d + freeCovariances(kind, d)) - 1;
  if (rows.rows * size * size > affordable) return components;
  let at = components;
  let value = gaussianLogLikelihood(rows, at);
  for (let iteration = 0; iteration < 8; iteration++) {
    const { score, information } = gaussianInformation(rows, at, kind);
    const factor = choleskyFactor(information);
    if (!factor) return at;
    const step = choleskySolve(factor, score);
    const decrement = Math.sqrt(step.reduce((sum, part, a) => sum + part * score[a]!, 0));
    const next = movedComponents(at, step, kind);
    const reached = next.every(({ weight }) => weight > 0) ? gaussianLogLikelihood(rows, next) : -Infinity;
    if (!(reached >= value - 1e-12 * Math.abs(value))) return at;
    at = next;
    value = reached;
    if (decrement < 1e-9) return at;
  }
  return at;
}

/** -Infinity where a covariance is singular. */
export function gaussianLogLikelihood(rows: GaussianRows, components: readonly GaussianComponent[]): number {
  const logs = gaussianLogs(rows, components);
  if ("singular" in logs) return -Infinity;
  return logSumOf(logs).reduce((sum, log, i) => sum + (rows.weights ? rows.weights[i]! : 1) * log, 0);
}
