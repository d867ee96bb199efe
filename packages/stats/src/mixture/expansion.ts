import { parameterNames, termOf } from "../programs.js";
import type { DistributionRecord } from "../record.js";
import { derivative } from "../symbolic/derivative.js";
import { Program } from "../symbolic/program.js";

const programs = new WeakMap<DistributionRecord, Map<string, Program>>();

/** The log-density, its derivatives by some parameters, and the second ones, the upper triangle row by row. */
export function expansionProgram(record: DistributionRecord, by: readonly string[]): Program {
  let known = programs.get(record);
  if (!known) programs.set(record, (known = new Map()));
  let program = known.get(by.join());
  if (!program) {
    const term = termOf(record, "logPdf");
    const scores = by.map((name) => derivative(term, name));
    const seconds = scores.flatMap((score, a) => by.slice(a).map((name) => derivative(score, name)));
    program = new Program([term, ...scores, ...seconds], ["x"], parameterNames(record));
    known.set(by.join(), program);
  }
  return program;
}
