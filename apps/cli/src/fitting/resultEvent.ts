import type { Fitted } from "./fitted.js";

/** Everything as one JSON event; NaN and infinities become null. */
export function resultEvent(fitted: Fitted, report: string | undefined): Record<string, unknown> {
  const { column, result, fixed, candidates, level, method, intervals, intervalRefits, goodness } = fitted;
  const { table, rows } = column;
  return {
    ...{ event: "result", task: "fit", data: table.name, column: column.column },
    distribution: result.family.record.name,
    status: result.status,
    ...{ parameters: result.parameters, fixed, standardErrors: result.standardErrors },
    ...{ level, intervals: method, intervalRefits, confidenceIntervals: intervals },
    ...{ logLikelihood: result.logLikelihood, n: result.n, k: result.k },
    ...{ aic: result.aic, aicc: result.aicc, bic: result.bic },
    ...{ values: column.values.length, missing: column.missing, truncation: fitted.truncation },
    goodnessOfFit: goodness.tests ?? { reason: goodness.reason },
    ...(candidates && {
      ...{ by: fitted.by, close: candidates.close.map(({ fit }) => fit.family.record.name) },
      candidates: candidates.ranked.map(({ fit, difference, weight }) => ({
        distribution: fit.family.record.name,
        ...{ status: fit.status, parameters: fit.parameters, k: fit.k, logLikelihood: fit.logLikelihood },
        ...{ aic: fit.aic, aicc: fit.aicc, bic: fit.bic, difference, weight },
      })),
      leftOut: candidates.leftOut.map(({ family, reason, index }) => ({
        distribution: family.record.name,
        reason,
        ...(index !== undefined && { row: table.place(rows[index]!).row }),
      })),
    }),
    ...{ seed: fitted.seed, seconds: fitted.seconds, interrupted: fitted.interrupted, report },
  };
}
