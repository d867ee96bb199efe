import type { Interval } from "@mebae/stats";
import { UsageError } from "@mebae/tensor";
import { clopperPearson } from "../proportion/clopperPearson.js";

/** For each example a set of classes. */
export class PredictionSets {
  readonly length: number;

  constructor(
    /** [examples, classes], row-major: 1 where the class is in the set. */
    readonly members: Uint8Array,
    readonly classes: number,
  ) {
    this.length = members.length / classes;
  }

  /** The classes in an example's set, ascending. */
  of(example: number): number[] {
    const set: number[] = [];
    for (let c = 0; c < this.classes; c++) if (this.has(example, c)) set.push(c);
    return set;
  }

  has(example: number, label: number): boolean {
    return this.members[example * this.classes + label] === 1;
  }

  size(example: number): number {
    let size = 0;
    for (let c = 0; c < this.classes; c++) size += this.members[example * this.classes + c]!;
    return size;
  }
}

export interface SetScores {
  /** The share of sets that hold the true class. */
  readonly coverage: number;
  /** The exact 95 % interval of the coverage (Clopper & Pearson). */
  readonly interval: Interval;
  readonly meanSize: number;
  /** The share of sets of one class. */
  readonly singletons: number;
  /** The share of empty sets. */
  readonly empty: number;
  /** The coverage of each class's examples; NaN where there are none. */
  readonly perClass: readonly number[];
}

/** How sets did on examples whose truth is known. @throws UsageError for labels of another count or no label */
export function setScores(sets: PredictionSets, labels: ArrayLike<number>): SetScores {
  const n = labels.length;
  if (n !== sets.length || n === 0)
    throw new UsageError(`setScores: expected a label for each of ${sets.length} sets, got ${n}`);
  const counts = new Float64Array(sets.classes);
  const held = new Float64Array(sets.classes);
  const sizes = { total: 0, one: 0, none: 0 };
  for (let i = 0; i < n; i++) {
    const size = sets.size(i);
    sizes.total += size;
    if (size === 1) sizes.one++;
    if (size === 0) sizes.none++;
    counts[labels[i]!]!++;
    if (sets.has(i, labels[i]!)) held[labels[i]!]!++;
  }
  const covered = held.reduce((a, b) => a + b);
  return {
    coverage: covered / n,
    interval: clopperPearson(covered, n),
    meanSize: sizes.total / n,
    singletons: sizes.one / n,
    empty: sizes.none / n,
    perClass: Array.from(held, (count, c) => count / counts[c]!),
  };
}
