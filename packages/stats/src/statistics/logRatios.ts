import { fastLogs, isInLogRange } from "../special/fastLogs.js";
import { logRatio } from "../special/logRatio.js";
import { overviewOf } from "./overview.js";
import { powerOfTwo } from "./powerOfTwo.js";

/**
 * Logarithms of what positive values are of a base among them: nearly equal ones keep the digits in which they differ, others are
 * told from a power of two.
 */
export function logRatios(values: Float64Array): { readonly base: number; readonly logs: Float64Array } {
  const { least, greatest } = overviewOf(values);
  const middle = values[values.length >> 1]!;
  const logs = new Float64Array(values.length);
  if (!(greatest > 2 * least && isInLogRange(least, greatest))) {
    for (let i = 0; i < logs.length; i++) logs[i] = logRatio(values[i]!, middle);
    return { base: middle, logs };
  }
  const base = powerOfTwo(middle);
  const exponent = Math.round(Math.log2(base));
  fastLogs(logs, values, 0, logs.length, exponent);
  return { base, logs };
}
