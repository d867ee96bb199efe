import type { DistributionRecord, Parameters } from "./record.js";
import { floor, lessThan, where } from "./symbolic/choice.js";
import { exp } from "./symbolic/functions.js";
import { Program } from "./symbolic/program.js";
import { type Term, variable } from "./symbolic/term.js";

/** The functions of x that every family has. */
export type DensityName = "logPdf" | "logCdf" | "logSurvival" | "pdf" | "cdf" | "survival";

/** The names of a family's parameters, in the order of its record. */
export function parameterNames<P extends string>(record: DistributionRecord<P>): P[] {
  return Object.keys(record.parameters) as P[];
}

const terms = new WeakMap<object, Partial<Record<DensityName, Term>>>();

/** A family's function of x as a term, in the variable "x" and one a parameter. */
export function termOf<P extends string>(record: DistributionRecord<P>, name: DensityName): Term {
  let made = terms.get(record);
  if (!made) terms.set(record, (made = {}));
  made[name] ??= makeTerm(record, name);
  return made[name];
}

function makeTerm<P extends string>(record: DistributionRecord<P>, name: DensityName): Term {
  const x = variable("x");
  const parameters = parameterVariables(record);
  if (name === "pdf") return exp(termOf(record, "logPdf"));
  if (name === "logPdf") return record.logPdf(x, parameters);
  const own = record[name];
  if (!own) return exp(termOf(record, name === "cdf" ? "logCdf" : "logSurvival"));
  return tailTerm(record, name, x, parameters);
}

/**
 * A distribution function of any x as a term: of an infinite x, as bounds of censoring and truncation are, it is a constant, and that of a
 * discrete family steps at whole numbers, from 0 on.
 */
export function tailTerm<P extends string>(
  record: DistributionRecord<P>,
  name: Exclude<DensityName, "pdf" | "logPdf">,
  x: Term,
  parameters: Readonly<Record<P, Term>>,
): Term {
  const own = record[name]!;
  const [below, above] = limits[name];
  const discrete = record.kind === "discrete";
  const isAbove = discrete ? lessThan(-1, floor(x)) : lessThan(-Infinity, x);
  const value = own(discrete ? floor(x) : x, parameters);
  return where(isAbove, where(lessThan(x, Infinity), value, above), below);
}

/** The logarithms of both tails at an x. */
export function tailsAt<P extends string>(
  record: DistributionRecord<P>,
  x: Term,
  parameters: Readonly<Record<P, Term>>,
): { readonly logCdf: Term; readonly logSurvival: Term } {
  return {
    logCdf: tailTerm(record, "logCdf", x, parameters),
    logSurvival: tailTerm(record, "logSurvival", x, parameters),
  };
}

/** The parameters as variables of their names. */
export function parameterVariables<P extends string>(record: DistributionRecord<P>): Record<P, Term> {
  const named = parameterNames(record).map((name) => [name, variable(name)]);
  return Object.fromEntries(named) as Record<P, Term>;
}

const programs = new WeakMap<object, Map<DensityName, Program>>();

/** A family's function of x, ready to evaluate: the column is x. */
export function programOf<P extends string>(record: DistributionRecord<P>, name: DensityName): Program {
  let made = programs.get(record);
  if (!made) programs.set(record, (made = new Map()));
  let program = made.get(name);
  if (!program)
    made.set(name, (program = new Program([termOf(record, name)], ["x"], parameterNames(record))));
  return program;
}

/** The values of a family's function at any numbers, those outside of the support included. */
export function evaluate<P extends string>(
  record: DistributionRecord<P>,
  name: DensityName,
  values: Float64Array,
  parameters: Parameters<P>,
): Float64Array {
  const support = record.support(parameters);
  const [low, high] = support;
  const inside = record.period ? values.map((x) => wrapped(x, support, record.period!)) : values;
  const numbers = parameterNames(record).map((parameter) => parameters[parameter]);
  const result = programOf(record, name).each([inside], numbers)[0]!;
  for (let i = 0; i < result.length; i++)
    result[i] = outside(record.kind, name, inside[i]!, low, high) ?? result[i]!;
  return result;
}

/** An angle within the support; what is within it already stays as it is. */
export function wrapped(x: number, [low, high]: readonly [number, number], period: number): number {
  if (x >= low && x <= high) return x;
  const turns = Math.round((x - 0.5 * (low + high)) / period);
  return Math.min(Math.max(x - turns * period, low), high);
}

/** The value of a function where its term isn't asked: out of the support, at its end, and between whole numbers. */
export function outside(
  kind: DistributionRecord["kind"],
  name: DensityName,
  x: number,
  low: number,
  high: number,
): number | undefined {
  if (Number.isNaN(x)) return Number.NaN;
  const isDensity = name === "logPdf" || name === "pdf";
  if (x < low || x === -Infinity) return limits[name][0];
  if (x > high || x === Infinity || (!isDensity && x === high)) return limits[name][1];
  return kind === "discrete" && isDensity && !Number.isInteger(x) ? limits[name][0] : undefined;
}

/** Below and above the support. */
export const limits: Readonly<Record<DensityName, readonly [number, number]>> = {
  logPdf: [-Infinity, -Infinity],
  pdf: [0, 0],
  logCdf: [-Infinity, 0],
  cdf: [0, 1],
  logSurvival: [0, -Infinity],
  survival: [1, 0],
};
