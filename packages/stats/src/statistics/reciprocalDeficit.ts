import type { LogDeficit } from "./logDeficit.js";
import { logDeficit } from "./logDeficit.js";
import type { Statistic } from "./statistic.js";

/** `logDeficit` of 1/x. */
export const reciprocalDeficit: Statistic<LogDeficit> = {
  name: "reciprocalDeficit",
  of: (values, weights) =>
    logDeficit.of(
      values.map((value) => 1 / value),
      weights,
    ),
  merge: logDeficit.merge,
};
