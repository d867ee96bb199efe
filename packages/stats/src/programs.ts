import type { DistributionRecord, Parameters } from "./record.js";
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
  const parameters = Object.fromEntries(
    parameterNames(record).map((parameter) => [parameter, variable(parameter)]),
  ) as Record<P, Term>;
  if (name === "pdf") return exp(termOf(record, "logPdf"));
  if (name === "cdf") return record.cdf?.(x, parameters) ?? exp(termOf(record, "logCdf"));
  if (name === "survival") return record.survival?.(x, parameters) ?? exp(termOf(record, "logSurvival"));
  return record[name](x, parameters);
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
  const [low, high] = record.support(parameters);
  const discrete = record.kind === "discrete";
  const isDensity = name === "logPdf" || name === "pdf";
  const inside = discrete && !isDensity ? values.map(Math.floor) : values;
  const numbers = parameterNames(record).map((parameter) => parameters[parameter]);
  const result = programOf(record, name).each([inside], numbers)[0]!;
  const [below, above] = limits[name];
  for (let i = 0; i < result.length; i++) {
    const x = inside[i]!;
    if (Number.isNaN(x)) result[i] = Number.NaN;
    else if (x < low || x === -Infinity) result[i] = below;
    else if (x > high || x === Infinity || (!isDensity && x === high)) result[i] = above;
    else if (discrete && isDensity && !Number.isInteger(x)) result[i] = below;
  }
  return result;
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
