import { parameterNames, parameterVariables, tailsAt, termOf } from "../programs.js";
import type { DistributionRecord } from "../record.js";
import { derivative } from "../symbolic/derivative.js";
import { logMass } from "../symbolic/mass.js";
import { Program } from "../symbolic/program.js";
import { type Term, variable } from "../symbolic/term.js";
import type { Kind } from "./observations.js";

/** What a program computes: the log-likelihood, and with it its first, or first and second derivatives. */
export type Order = 0 | 1 | 2;

/** The mass that truncation leaves: between two bounds, or above or below one. An infinite bound has no derivatives. */
export type TruncationKind = "truncation" | "truncationAbove" | "truncationBelow";

/** Bounds of truncation, which terms take as parameters after the family's own. */
export const truncationNames = ["truncation.low", "truncation.high"] as const;

const known = new WeakMap<object, Map<string, Program>>();

/**
 * The program of one kind of observation: outputs are the log-likelihood, its derivatives by `by`, and the second ones, the
 * upper triangle row by row. Made once for each family and question.
 */
export function likelihoodProgram(
  record: DistributionRecord,
  kind: Kind | TruncationKind,
  by: readonly string[],
  order: Order,
): Program {
  let programs = known.get(record);
  if (!programs) known.set(record, (programs = new Map()));
  const key = [kind, order, ...by].join();
  let program = programs.get(key);
  if (!program) programs.set(key, (program = makeProgram(record, kind, by, order)));
  return program;
}

function makeProgram(
  record: DistributionRecord,
  kind: Kind | TruncationKind,
  by: readonly string[],
  order: Order,
): Program {
  const term = observationTerm(record, kind);
  const first = order > 0 ? by.map((name) => derivative(term, name)) : [];
  const second =
    order > 1 ? first.flatMap((slope, i) => by.slice(i).map((name) => derivative(slope, name))) : [];
  // Truncation has no column: a single row of nothing.
  const columns = kind === "interval" ? ["x", "upper"] : kind.startsWith("truncation") ? ["nothing"] : ["x"];
  return new Program([term, ...first, ...second], columns, [...parameterNames(record), ...truncationNames]);
}

function observationTerm(record: DistributionRecord, kind: Kind | TruncationKind): Term {
  if (kind === "exact") return termOf(record, "logPdf");
  if (kind === "left") return termOf(record, "logCdf");
  if (kind === "right") return termOf(record, "logSurvival");
  const [low, high] = kind === "interval" ? ["x", "upper"] : truncationNames;
  const parameters = parameterVariables(record);
  if (kind === "truncationAbove") return tailsAt(record, variable(low!), parameters).logSurvival;
  if (kind === "truncationBelow") return tailsAt(record, variable(high!), parameters).logCdf;
  return logMass(tailsAt(record, variable(low!), parameters), tailsAt(record, variable(high!), parameters));
}
