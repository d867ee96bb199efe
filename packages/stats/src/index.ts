export { type Candidate, type Criterion, compareFits, type Ranked } from "./compare/compareFits.js";
export { allFamilies } from "./compare/families.js";
export {
  type CandidateOptions,
  type Candidates,
  candidateSteps,
  fitCandidates,
  type LeftOut,
} from "./compare/fitCandidates.js";
export { type LikelihoodRatio, likelihoodRatioTest } from "./compare/likelihoodRatioTest.js";
export * from "./constraints/index.js";
export { Distribution, distribution, type Family, type Mapped, type Values } from "./distribution.js";
export * from "./distributions/index.js";
export { CensoredData, censored } from "./fit/censored.js";
export { type FitOptions, fit } from "./fit/fit.js";
export { fitEach } from "./fit/fitEach.js";
export type { Data } from "./fit/readData.js";
export { FitResult } from "./fit/result.js";
export { StreamFit } from "./fit/stream.js";
export {
  type GoodnessOfFit,
  type GoodnessOptions,
  type GoodnessTest,
  goodnessSteps,
} from "./goodness/goodnessOfFit.js";
export { bootstrapSteps } from "./intervals/confidenceIntervals.js";
export type { Interval, Intervals } from "./intervals/interval.js";
export type { IntervalOptions } from "./intervals/options.js";
export { type ProfileCurve, type ProfileOptions, profileCurve } from "./intervals/profileCurve.js";
export type { Label } from "./label.js";
export {
  fisherInformation,
  type LikelihoodOptions,
  likelihood,
  logLikelihood,
  observedInformation,
  score,
} from "./likelihood/functions.js";
export * from "./mixture/index.js";
export { type MleInput, mle } from "./mle/mle.js";
export { type IntervalsOf, MleResult, type ValuesOf } from "./mle/result.js";
export type { Rows } from "./mle/rows.js";
export * from "./models/index.js";
export type { DistributionRecord, Estimate, ParameterRecord, Parameters } from "./record.js";
export type { RowFamily, RowFitOptions, SummedFamily } from "./rows/family.js";
export type { RowIntervals } from "./rows/intervals.js";
export type { RowData } from "./rows/readRows.js";
export { RowFit } from "./rows/result.js";
export { RowStreamFit } from "./rows/stream.js";
export type { Status } from "./status.js";
export type { Steps } from "./steps.js";
export * from "./vectors/index.js";
