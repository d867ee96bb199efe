import type { Distribution } from "../distribution.js";
import { irregularNames } from "../irregular.js";
import { parameterNames } from "../programs.js";

/** The parameters that a fit finds. */
export function fitted(d: Distribution): string[] {
  return parameterNames(d.record).filter((name) => !d.record.parameters[name]!.given);
}

/** Those without errors from information. */
export function irregularOf(d: Distribution): readonly string[] {
  return irregularNames(d.record, d.parameters);
}
