import { MebaeError } from "@mebae/tensor";
import type { Family } from "../distribution.js";
import type { CensoredData } from "../fit/censored.js";
import { type FitOptions, fit } from "../fit/fit.js";
import { observeAny } from "../fit/observe.js";
import type { Data } from "../fit/readData.js";
import type { FitResult } from "../fit/result.js";
import { supportBounds } from "../irregular.js";
import type { DistributionRecord } from "../record.js";
import { runSteps, type Steps } from "../steps.js";
import { type Criterion, compareFits, type Ranked } from "./compareFits.js";
import { allFamilies } from "./families.js";
import { looksLikeCounts } from "./looksLikeCounts.js";

export interface CandidateOptions extends Pick<FitOptions, "weights" | "truncation"> {
  /**
   * By default all families of this package, but for those of angles and those with a parameter that bounds the support, such as
   * Uniform: their likelihoods are too high for information criteria. Where the values look like counts, whole numbers from 0 on
   * that spread over few units, only discrete ones: densities and probabilities can't be compared there.
   */
  readonly families?: readonly Family[];
  /** What ranks them, `aicc` by default. */
  readonly by?: Criterion;
}

/** A family that isn't among the candidates. */
export interface LeftOut {
  readonly family: Family;
  readonly reason: string;
  /** The first value that the family doesn't take. */
  readonly index?: number;
}

export interface Candidates {
  /** The best first. */
  readonly ranked: readonly Ranked<FitResult>[];
  /** Those that the best isn't told apart from: less than 2 units behind it (Burnham & Anderson 2002, section 2.6), itself first. */
  readonly close: readonly Ranked<FitResult>[];
  readonly leftOut: readonly LeftOut[];
}

/** Differences of information criteria below this say little. */
const little = 2;

/**
 * Fits every family that the data's values allow, and ranks the fits by an information criterion.
 *
 *     const { ranked, leftOut } = fitCandidates([1.2, 0.4, 3.1, 2.2, 1.9]);
 *     console.log(ranked[0].fit.family.record.name);
 *
 * @throws DataError as `fit` does, but for values that only some families take
 */
export function fitCandidates(data: Data | CensoredData, options: CandidateOptions = {}): Candidates {
  return runSteps(candidateSteps(data, options));
}

/** `fitCandidates` family by family, for callers that show how far it is: see `Steps`. */
export function* candidateSteps(
  data: Data | CensoredData,
  { families, by = "aicc", ...options }: CandidateOptions = {},
): Steps<Candidates> {
  const { exact } = observeAny("fitCandidates", data, options);
  const onlyCounts = exact !== undefined && looksLikeCounts(exact.values, exact.weights);
  const fits: FitResult[] = [];
  const leftOut: LeftOut[] = [];
  let done = 0;
  for (const family of families ?? allFamilies()) {
    const tried = families
      ? tryFamily(family, data, options, by)
      : tryUnasked(family, onlyCounts, () => tryFamily(family, data, options, by));
    if ("reason" in tried) leftOut.push({ family, ...tried });
    else fits.push(tried);
    if ((yield ++done) === false) break;
  }
  const ranked = compareFits(fits, { by });
  return { ranked, close: ranked.filter(({ difference }) => difference < little), leftOut };
}

type Tried = FitResult | Omit<LeftOut, "family">;

/** A family that nobody asked for must be one that can be compared. */
function tryUnasked({ record }: Family, onlyCounts: boolean, attempt: () => Tried): Tried {
  if (onlyCounts && record.kind === "continuous") return { reason: "the values look like counts" };
  if (record.period !== undefined)
    return { reason: "it is for angles; fit it by its name if the values are some" };
  const tried = attempt();
  return "reason" in tried || !boundsSupport(tried) ? tried : { reason: unjudged };
}

const unjudged =
  "it ends at the outermost values, which information criteria can't judge; fit it by its name";

/**
 * Whether a fitted parameter is an end of the support. Such a likelihood is highest where the support just holds the values, which
 * new values pass: AIC estimates how far their log-density is off, and here that is infinite.
 */
function boundsSupport({ family: { record }, fitted, parameters }: FitResult): boolean {
  const ends = (record as DistributionRecord).support(parameters);
  return fitted.some(
    (name) => supportBounds(record as DistributionRecord).includes(name) && ends.includes(parameters[name]!),
  );
}

/** The fit, or why there is none to compare. */
function tryFamily(family: Family, data: Data | CensoredData, options: FitOptions, by: Criterion): Tried {
  const record = family.record as DistributionRecord;
  const given = Object.keys(record.parameters).find((name) => record.parameters[name]!.given);
  if (given) return { reason: `data don't tell its ${given}` };
  try {
    const result = fit(family, data, options);
    const { status } = result;
    if (status.kind !== "converged" && status.kind !== "boundary") return { reason: status.reason };
    if (!Number.isFinite(result[by]))
      return { reason: `${result.k} parameters are too many for so few values` };
    return result;
  } catch (error) {
    if (!(error instanceof MebaeError)) throw error;
    const { index, expected, found } = error.details as Record<"index" | "expected" | "found", unknown>;
    if (typeof index === "number") return { reason: `expected ${expected}, got ${found}`, index };
    return { reason: error.message.replace(/^fit \w+: /, "") };
  }
}
