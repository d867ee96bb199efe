import { choleskyFactor, choleskyInverse } from "@mebae/optimizers";
import type { Distribution } from "../distribution.js";
import type { Maximum } from "../intervals/profile.js";
import { irregularNames } from "../irregular.js";
import { fittedNames } from "../likelihood/fittedNames.js";
import { fisherInformation } from "../likelihood/functions.js";
import { Likelihood } from "../likelihood/likelihood.js";
import type { Coordinates, DistributionRecord, Estimate } from "../record.js";
import { converged } from "../status.js";

/**
 * The parameters about which a maximum is regular, so that information tells their errors: all but those that bound the support
 * or stand at their limit. None where there is no maximum.
 */
export function regularNames(
  record: DistributionRecord,
  fitted: readonly string[],
  { parameters, status = converged }: Estimate,
): string[] {
  const irregular = irregularNames(record, parameters);
  if (status.kind === "boundary")
    return fitted.filter((name) => name !== status.parameter && !irregular.includes(name));
  return status.kind === "converged" ? fitted.filter((name) => !irregular.includes(name)) : [];
}

/** -∂²l/∂θ∂θ at the maximum. */
export function observedInformationAt(
  { record, observations, parameters }: Maximum,
  names: readonly string[],
): Float64Array {
  const { hessian } = new Likelihood(record, observations, names).expand(parameters);
  return hessian.map((entry) => -entry);
}

/** n times the expected information of one observation. */
export function expectedInformationOf(
  distribution: Distribution,
  n: number,
  names: readonly string[],
): Float64Array {
  const all = fittedNames(distribution.record);
  const matrix = fisherInformation(distribution);
  const places = names.map((name) => all.indexOf(name));
  return Float64Array.from(places.flatMap((i) => places.map((j) => n * matrix[i]![j]!)));
}

/** The inverse of the information about `names`, in the order of `fitted`; NaN for the others. */
export function covarianceOf(
  information: Float64Array,
  names: readonly string[],
  fitted: readonly string[],
): Float64Array {
  const k = fitted.length;
  const covariance = new Float64Array(k * k).fill(Number.NaN);
  const inverse = invertInformation(information);
  const places = names.map((name) => fitted.indexOf(name));
  for (const [i, row] of places.entries())
    for (const [j, column] of places.entries()) covariance[row * k + column] = inverse[i * names.length + j]!;
  return covariance;
}

/** J·I⁻¹·Jᵀ/n, the covariance of a family's parameters, in their order, by the information about better coordinates. */
export function covarianceBy({ information, jacobian }: Coordinates, n: number): Float64Array {
  const k = jacobian.length;
  const inverse = invertInformation(Float64Array.from(information.flat(), (entry) => n * entry));
  const covariance = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < k; j++)
      for (let a = 0; a < k; a++)
        for (let b = 0; b < k; b++)
          covariance[i * k + j]! += jacobian[i]![a]! * inverse[a * k + b]! * jacobian[j]![b]!;
  return covariance;
}

/** The inverse of an information matrix, scaled to a unit diagonal first; NaN where it isn't positive definite. */
export function invertInformation(information: Float64Array): Float64Array {
  const k = Math.sqrt(information.length);
  const unit = Float64Array.from({ length: k }, (_, i) => Math.sqrt(information[i * k + i]!));
  const scale = (matrix: Float64Array) =>
    matrix.map((entry, place) => entry / unit[Math.floor(place / k)]! / unit[place % k]!);
  const factor = unit.every((entry) => entry > 0) ? choleskyFactor(scale(information)) : undefined;
  return factor ? scale(choleskyInverse(factor)) : information.map(() => Number.NaN);
}
