import type { FitResult } from "@mebae/stats";
import { type Case, fitCase, inUnit, roughNames } from "./cases.ts";
import { heightOf } from "./height.ts";
import { nelderMead, type Top } from "./nelderMead.ts";
import { Random } from "./random.ts";
import type { Numbers } from "./truths.ts";

/** What became of a case, and what is wrong with it. */
export interface Verdict {
  readonly status: string;
  readonly fault?: "lower" | "short" | "missed" | "noErrors" | "thrown";
  readonly text: string;
}

/** A maximum or limit lower than another by more is the wrong one. */
const tolerance = 1e-6;
/** A fit names a limit with the parameters at which it saw where they go: on the way there less than this is left to gain. */
const onTheWay = 1e-3;

/** Fits a case, and looks for something higher. */
export function verdictOn(data: Case, searches = 6): Verdict {
  let result: FitResult;
  try {
    result = fitCase(data);
  } catch (error) {
    return { status: "thrown", fault: "thrown", text: `${error}` };
  }
  const { status, fitted } = result;
  const parameters = inUnit(data.family.record, result.parameters as Numbers, 1 / data.unit);
  const height = heightOf(data);
  const own = height(parameters);
  const told = `${status.kind}${"reason" in status ? `: ${status.reason}` : ""}`;
  const text = `${own} at ${JSON.stringify(parameters)}, ${told}`;
  if (status.kind === "notConverged" || fitted.length === 0) return { status: status.kind, text };
  const best = highest(data, height, parameters, searches);
  const gain = best.value - own;
  const other = `${text}; ${best.value} at ${JSON.stringify(best.parameters)}`;
  if (status.kind === "degenerate")
    return best.isSummit
      ? { status: status.kind, fault: "missed", text: other }
      : { status: status.kind, text };
  // A limit that is no distribution has no height.
  const isNone = own === -Infinity && status.kind !== "converged";
  if (!isNone && gain > tolerance + 1e-12 * Math.abs(own)) {
    const isShort = status.kind === "boundary" && !best.isSummit && gain < onTheWay;
    return { status: status.kind, fault: isShort ? "short" : "lower", text: other };
  }
  const regular = regularOf(data, result);
  if (status.kind === "converged" && !regular.every((name) => result.standardErrors[name]! > 0))
    return { status: status.kind, fault: "noErrors", text };
  return { status: status.kind, text };
}

function regularOf({ family }: Case, { fitted, parameters }: FitResult): readonly string[] {
  const { record } = family;
  const irregular =
    typeof record.irregular === "function" ? record.irregular(parameters) : roughNames(record);
  return fitted.filter((name) => !irregular.includes(name));
}

interface Found {
  readonly value: number;
  readonly parameters: Numbers;
  readonly isSummit: boolean;
}

/** The highest of what many searches find, from the truth, from the fit, and from about them. */
function highest(
  data: Case,
  height: (parameters: Numbers) => number,
  fitted: Numbers,
  searches: number,
): Found {
  const { record } = data.family;
  const names = Object.keys(record.parameters).filter((name) => !(name in data.fixed));
  const constraints = names.map((name) => record.parameters[name]!.constraint);
  const spread = spreadOf(data);
  const widthOf = (i: number) =>
    constraints[i]!.name === "real" && record.parameters[names[i]!]!.role ? spread : 1;
  const fromFree = (x: readonly number[]): Numbers => ({
    ...data.fixed,
    ...Object.fromEntries(names.map((name, i) => [name, constraints[i]!.fromFree([x[i]!])[0]!])),
  });
  const toFree = (parameters: Numbers) =>
    names.map((name, i) => constraints[i]!.toFree([parameters[name]!])[0]!);
  const f = (x: readonly number[]) => height(fromFree(x));
  const from = new Random(`${data.name}:search`);
  const origins = [toFree(data.truth), toFree(fitted)].filter((x) => x.every(Number.isFinite));
  const ends: Top[] = [];
  for (let i = 0; i < searches; i++) {
    const origin = origins[i % origins.length]!;
    const reach = i < origins.length ? 0 : i % 3 === 0 ? 3 : 0.5;
    const start = origin.map((x, j) => x + reach * widthOf(j) * from.normal());
    ends.push(
      nelderMead(
        f,
        start,
        start.map((_, j) => 0.3 * widthOf(j)),
        250 * names.length,
      ),
    );
  }
  let [best] = ends.filter((end) => allowed(data, fromFree(end.x), spread)).sort((a, b) => b.value - a.value);
  if (!best) return { value: -Infinity, parameters: fitted, isSummit: false };
  best = nelderMead(
    f,
    best.x,
    best.x.map((_, j) => 0.01 * widthOf(j)),
    400 * names.length,
  );
  const isInside = names.every((_, i) => constraints[i]!.name === "real" || Math.abs(best.x[i]!) < 15);
  const isSummit = isInside && names.every((_, j) => falls(f, best, j, 0.05 * widthOf(j)));
  const isHigher = allowed(data, fromFree(best.x), spread);
  return { value: isHigher ? best.value : -Infinity, parameters: fromFree(best.x), isSummit };
}

/** Whether a function of some numbers falls to both sides along one of them. */
function falls(f: (x: readonly number[]) => number, { x, value }: Top, place: number, step: number): boolean {
  return [-1, 1].every(
    (sign) => value - f(x.map((entry, i) => (i === place ? entry + sign * step : entry))) > 1e-7,
  );
}

/**
 * Where the likelihood of exact data is infinite it doesn't count: of extreme values where an end of the support comes to a value, for
 * shapes below -1 and for large ones, of Student's t where degrees of freedom and scale go to 0 about a value.
 */
function allowed({ family, lower, upper }: Case, parameters: Numbers, spread: number): boolean {
  const values = lower.filter((low, i) => low === upper[i]);
  if (values.length === 0) return true;
  const { location, scale, shape, degreesOfFreedom } = parameters as Record<string, number>;
  if (family.record.name === "StudentT") return degreesOfFreedom! > 0.05 && scale! > 1e-5 * spread;
  if (family.record.name !== "GeneralizedExtremeValue") return true;
  const end = location! - scale! / shape!;
  return shape! > -0.99 && shape! < 3 && values.every((value) => Math.abs(value - end) > 1e-3 * spread);
}

/** Of the finite bounds. */
function spreadOf({ lower, upper }: Case): number {
  const bounds = [...lower, ...upper].filter(Number.isFinite);
  return Math.max(...bounds) - Math.min(...bounds) || 1;
}
