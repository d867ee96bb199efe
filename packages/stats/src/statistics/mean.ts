import { mergeMeans } from "./meanLog.js";
import { meanOf } from "./moments.js";
import type { Statistic } from "./statistic.js";

/** The mean, which doesn't overflow where a sum would. */
export const mean: Statistic = { name: "mean", of: meanOf, merge: mergeMeans };
