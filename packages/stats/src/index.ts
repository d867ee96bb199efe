export * from "./constraints/index.js";
export { Distribution, distribution, type Family, type Mapped, type Values } from "./distribution.js";
export * from "./distributions/index.js";
export type { DistributionRecord, Estimate, ParameterRecord, Parameters } from "./record.js";
export type { Status } from "./status.js";
