import { invertInformation } from "../fit/covariance.js";
import type { CovarianceEntry } from "../rows/result.js";
import { covarianceBasis, gaussianInformation } from "./gaussianDerivatives.js";
import type { CovarianceKind, GaussianComponent, GaussianRows } from "./gaussianModel.js";

/**
 * The covariance of a fit's numbers, in units of the columns. From the free numbers to all: the last weight is what is left of 1, and
 * a covariance's entries move together.
 */
export function gaussianCovariance(
  rows: GaussianRows,
  components: readonly GaussianComponent[],
  kind: CovarianceKind,
): CovarianceEntry {
  const inverse = invertInformation(gaussianInformation(rows, components, kind).information);
  const size = Math.sqrt(inverse.length);
  const d = rows.columns;
  const basis = covarianceBasis(kind, d);
  const [count, own] = [components.length, d + basis.length];
  // Which free numbers each number is the sum of, with their signs.
  const places: { readonly at: readonly number[]; readonly sign: number }[] = [];
  const odds = Array.from({ length: count - 1 }, (_, j) => j);
  for (const j of odds) places.push({ at: [j], sign: 1 });
  places.push({ at: odds, sign: -1 });
  for (let j = 0; j < count; j++)
    for (let a = 0; a < d; a++) places.push({ at: [count - 1 + j * own + a], sign: 1 });
  for (let j = 0; j < count; j++)
    for (let at = 0; at < d * d; at++) {
      const free = basis.findIndex((entries) => entries.includes(at));
      places.push({ at: free < 0 ? [] : [count - 1 + j * own + d + free], sign: 1 });
    }
  return (i, j) => {
    const [p, q] = [places[i]!, places[j]!];
    let sum = 0;
    for (const a of p.at) for (const b of q.at) sum += inverse[a * size + b]!;
    return p.sign * q.sign * sum;
  };
}
