export * from "./constraints/index.js";
export { Distribution, distribution, type Family, type Mapped, type Values } from "./distribution.js";
export * from "./distributions/index.js";
export { CensoredData, censored } from "./fit/censored.js";
export { type FitOptions, fit } from "./fit/fit.js";
export type { Data } from "./fit/readData.js";
export { FitResult } from "./fit/result.js";
export type { DistributionRecord, Estimate, ParameterRecord, Parameters } from "./record.js";
export type { Status } from "./status.js";
