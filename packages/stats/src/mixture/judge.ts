import { type Minimum, symmetricEigen } from "@mebae/optimizers";
import { converged, type Status } from "../status.js";
import type { EmEnd, MixtureProblem } from "./em.js";
import type { MixturePoint } from "./freeMixture.js";
import type { MixtureLikelihood } from "./mixtureLikelihood.js";

/** Where a start ended. */
export interface Finish {
  readonly point: MixturePoint;
  readonly value: number;
  readonly status: Status;
  readonly minimum?: Minimum;
}

/** A weight below it is none. */
const none = 1e-8;

export function rank({ value, status }: Finish): number {
  return status.kind === "notConverged" ? value - 1e-6 : value;
}

/** The status of a point of which a component has no weight. */
export function absence(weights: readonly number[]): Status | undefined {
  const absent = weights.findIndex((weight) => weight < none);
  if (absent < 0) return undefined;
  const parameter = `weights[${absent}]`;
  const reason = `no value belongs to components[${absent}]: fewer components fit as well`;
  return { kind: "boundary", parameter, limit: 0, reason };
}

/** All starts collapsed. */
export function degenerate({ models, values, spread }: MixtureProblem, ends: readonly EmEnd[]): Finish {
  const reason = `from every start ${ends[0]!.collapse!}`;
  // Truncated families are fitted in the data's own unit.
  const isBeyond = !(spread > 0 && spread < Infinity) && values.some((value) => value !== values[0]);
  const status: Status = isBeyond ? beyondNumbers : { kind: "degenerate", reason };
  const components = models.map(({ record }) =>
    Object.fromEntries(Object.keys(record.parameters).map((name) => [name, Number.NaN])),
  );
  const point = ends.find(({ point }) => point)?.point ?? {
    weights: models.map(() => 1 / models.length),
    components,
  };
  return { point, value: isBeyond ? Number.NaN : Infinity, status };
}

const beyondNumbers: Status = {
  kind: "notConverged",
  reason: "the variance of the data is beyond the range of float64: give them in another unit",
};

export function judge(likelihood: MixtureLikelihood, { status, x, hessian, decrement }: Minimum): Status {
  const { weights } = likelihood.free.fromFree(x);
  const absent = absence(weights);
  if (absent) return absent;
  if (status === "unbounded")
    return { kind: "degenerate", reason: "the likelihood grows without bound as the components move apart" };
  if (status !== "converged")
    return {
      kind: "notConverged",
      reason: `the search ended with a score of ${decrement.toPrecision(2)} standard errors`,
    };
  const alike = alikeOf(likelihood, x);
  if (alike) return { kind: "notIdentifiable", reason: `${alike} are alike: fewer components fit as well` };
  if (!hessian) return converged;
  const k = x.length;
  const unit = Float64Array.from(x, (_, i) => Math.sqrt(Math.abs(hessian[i * k + i]!)) || 1);
  const scaled = hessian.map((entry, at) => entry / unit[Math.floor(at / k)]! / unit[at % k]!);
  const { values } = symmetricEigen(scaled);
  if (Math.min(...values) > 1e-11) return converged;
  return {
    kind: "notIdentifiable",
    reason: "the likelihood doesn't change as weights and components move together",
  };
}

/** Two components of a family of which one alone does as well. */
function alikeOf(likelihood: MixtureLikelihood, x: Float64Array): string | undefined {
  const { models } = likelihood;
  const { weights, components } = likelihood.free.fromFree(x);
  const value = likelihood.value(x);
  for (let i = 0; i < models.length; i++)
    for (let j = i + 1; j < models.length; j++) {
      if (models[i]!.record !== models[j]!.record) continue;
      const heavier = weights[i]! > weights[j]! ? i : j;
      const one = components.map((parameters, l) => (l === i || l === j ? components[heavier]! : parameters));
      if (likelihood.value(likelihood.free.toFree({ weights, components: one })) <= value + 1e-6)
        return `components[${i}] and components[${j}]`;
    }
  return undefined;
}
