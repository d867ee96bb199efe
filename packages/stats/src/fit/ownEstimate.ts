import type { DistributionRecord, Estimate, Parameters } from "../record.js";
import type { Sample } from "../sample.js";
import { standardizationOf } from "./standardization.js";

/** Between these, squares and cubes of parameters that have the data's unit neither overflow nor lose digits. */
const [leastSafe, mostSafe] = [1e-100, 1e100];

/**
 * The family's own way to its maximum, undefined where it has none. Where that leaves the range in which squares keep their digits it
 * is taken again on data of unit size.
 */
export function ownEstimate(
  record: DistributionRecord,
  sample: Sample,
  given: Parameters,
): Estimate | undefined {
  const estimateOf = (of: Sample) =>
    record.sufficient ? record.sufficient.estimate(of, given) : record.estimate?.(of, given);
  const found = estimateOf(sample);
  if (!found || isSafe(record, found)) return found;
  const standard = standardizationOf(record, sample);
  if (standard.unit === 1) return found;
  const values = standard.observations({ exact: sample }).exact!.values;
  const again = estimateOf(sample.map((_, i) => values[i]!))!;
  if (again.status?.kind === "degenerate") return found;
  const parameters = standard.fromUnit(again.parameters);
  const { status } = again;
  if (status?.kind !== "boundary") return { ...again, parameters };
  const limit = standard.fromUnit({ [status.parameter]: status.limit })[status.parameter]!;
  return { parameters, status: { ...status, limit } };
}

function isSafe({ parameters }: DistributionRecord, { parameters: found, status }: Estimate): boolean {
  if (status?.kind === "degenerate") return false;
  // Both ends of a support are locations, and as near to each other as its scale is small.
  const locations = Object.keys(found).filter((name) => parameters[name]!.role === "location");
  const places = locations.map((name) => found[name]!);
  if (places.length > 1 && Math.max(...places) - Math.min(...places) < leastSafe) return false;
  return Object.entries(found).every(([name, value]) => {
    const { role } = parameters[name]!;
    if (role === undefined || role === "logLocation") return true;
    const size = Math.abs(value);
    return size <= mostSafe && (role === "location" || size >= leastSafe);
  });
}

/** An estimate whose parameters numbers can't hold is none. */
export function withinRange({ parameters, status }: Estimate): Estimate {
  const beyond = Object.entries(parameters).find(([, value]) => !Number.isFinite(value));
  if (!beyond || (status && status.kind !== "converged")) return { parameters, ...(status && { status }) };
  const reason = `${beyond[0]} is ${beyond[1]}, beyond the range of numbers: give the data in another unit`;
  return { parameters, status: { kind: "degenerate", reason } };
}
