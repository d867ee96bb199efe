import type { Comparison, LearnerResult } from "@mebae/assess";
import { ranked } from "../../comparing/tell.js";

/** How many times as far behind as all the others together a method is that charts do without. */
const far = 2;

export interface Charted {
  /** The best first. */
  readonly shown: readonly LearnerResult[];
  /** So far behind, as guessing is, that nothing could be told apart beside it. */
  readonly leftOut?: LearnerResult;
}

export function chartedOf(comparison: Comparison): Charted {
  const { metric } = comparison;
  const all = ranked(comparison);
  if (all.length < 4) return { shown: all };
  const score = (place: number) => all.at(place)!.means[metric]!;
  const others = Math.abs(score(0) - score(-2));
  if (Math.abs(score(-2) - score(-1)) <= far * others) return { shown: all };
  return { shown: all.slice(0, -1), leftOut: all.at(-1)! };
}
