import type { Estimate } from "../record.js";
import { logMinusDigammaSlope } from "../special/digammaGap.js";
import { logBeta } from "../special/logBeta.js";
import { logMinusDigamma } from "../special/stirling.js";
import type { UnitLogs } from "../statistics/unitLogs.js";

/** How the search sees a beta distribution: φ = α+β and η = log odds of its mean less those of the data's. */
interface Place {
  readonly logTotal: number;
  readonly shift: number;
}

/**
 * The maximum of the beta likelihood, for data that are not all equal: the root of
 *   mean log x - ψ(α) + ψ(α+β) = 0,   mean log(1-x) - ψ(β) + ψ(α+β) = 0
 * by Newton's steps, which climb since the likelihood is concave in α and β. All logarithms are taken as differences from those of
 * the means, so that nearly equal data keep their digits.
 */
export function betaMaximum(logs: UnitLogs, variance: number): Estimate<"alpha" | "beta"> {
  const { mean } = logs;
  if (!(logs.below > 0 && logs.above > 0))
    return {
      parameters: { alpha: Infinity, beta: Infinity },
      status: {
        kind: "degenerate",
        reason: `all values are ${mean}: the likelihood grows without bound as alpha and beta go to infinity`,
      },
    };
  const total = (mean * (1 - mean)) / variance - 1;
  let place: Place = { logTotal: Math.log(Math.max(total, 1e-3)), shift: 0 };
  let height = heightAt(logs, place);
  for (let round = 0; round < 200; round++) {
    const step = stepFrom(logs, place);
    let share = Math.min(1, 2 / Math.abs(step.logTotal), 2 / Math.abs(step.shift));
    let next = moved(place, step, share);
    let reached = heightAt(logs, next);
    while (reached < height - 1e-13 * Math.abs(height) && share > 1e-6) {
      share /= 2;
      next = moved(place, step, share);
      reached = heightAt(logs, next);
    }
    [place, height] = [next, reached];
    if (share === 1 && Math.abs(step.logTotal) + Math.abs(step.shift) < 1e-9) break;
  }
  return { parameters: shapesAt(logs, place) };
}

function moved(from: Place, step: Place, share: number): Place {
  return { logTotal: from.logTotal + share * step.logTotal, shift: from.shift + share * step.shift };
}

function shapesAt({ mean }: UnitLogs, { logTotal, shift }: Place): { alpha: number; beta: number } {
  const total = Math.exp(logTotal);
  const odds = (mean / (1 - mean)) * Math.exp(shift);
  return { alpha: total * (odds / (1 + odds)), beta: total / (1 + odds) };
}

/** The mean log-likelihood. */
function heightAt(logs: UnitLogs, place: Place): number {
  const { alpha, beta } = shapesAt(logs, place);
  const logX = Math.log(logs.mean) - logs.below;
  const logY = Math.log1p(-logs.mean) - logs.above;
  return (alpha - 1) * logX + (beta - 1) * logY - logBeta(alpha, beta);
}

/** Newton's step to the root of both equations. With L(y) = log y - ψ(y), α/φ = μ and the data's mean m they are log(m/μ) - … */
function stepFrom(logs: UnitLogs, place: Place): Place {
  const { mean, below, above } = logs;
  const { alpha, beta } = shapesAt(logs, place);
  const total = alpha + beta;
  const [a, b] = [alpha / total, beta / total];
  const rest = logMinusDigamma(total);
  const first = Math.log1p((1 - mean) * Math.expm1(-place.shift)) - below + logMinusDigamma(alpha) - rest;
  const second = Math.log1p(mean * Math.expm1(place.shift)) - above + logMinusDigamma(beta) - rest;
  const [slopeA, slopeB] = [alpha * logMinusDigammaSlope(alpha), beta * logMinusDigammaSlope(beta)];
  const slope = total * logMinusDigammaSlope(total);
  // Rows: an equation; columns: by the shift, by the logarithm of the total.
  const [m11, m12] = [b * (slopeA - 1), slopeA - slope];
  const [m21, m22] = [a * (1 - slopeB), slopeB - slope];
  const determinant = m11 * m22 - m12 * m21;
  return {
    shift: (m12 * second - m22 * first) / determinant,
    logTotal: (m21 * first - m11 * second) / determinant,
  };
}
