import type { Steps } from "../steps.js";
import { type Kernel, type Machine, supportVectors } from "./smo.js";

/** A machine for each pair of classes: its decision is positive for the first. */
export interface PairMachines {
  readonly classes: number;
  readonly pairs: readonly { readonly first: number; readonly second: number; readonly machine: Machine }[];
}

/** The machines of all pairs of classes that have rows among `rows`. */
export function* pairMachines(
  kernel: Kernel,
  rows: Int32Array,
  { labels, classes }: { readonly labels: Int32Array; readonly classes: number },
  cost: number,
): Steps<PairMachines> {
  const members = Array.from({ length: classes }, (_, c) => rows.filter((i) => labels[i] === c));
  const pairs: { first: number; second: number; machine: Machine }[] = [];
  const count = (classes * (classes - 1)) / 2;
  let done = 0;
  for (let first = 0; first < classes; first++)
    for (let second = first + 1; second < classes; second++) {
      const [own, other] = [members[first]!, members[second]!];
      done++;
      if (own.length === 0 || other.length === 0) continue;
      const both = Int32Array.of(...own, ...other);
      const signs = Int8Array.from(both, (_, i) => (i < own.length ? 1 : -1));
      const steps = supportVectors(kernel, both, signs, cost);
      let step = steps.next();
      for (; !step.done; step = steps.next()) yield (done - 1) / count;
      pairs.push({ first, second, machine: step.value });
      yield done / count;
    }
  return { classes, pairs };
}

/** What each pair decides of a row whose kernel with all training rows is `values`. */
export function* decisions(
  { pairs }: PairMachines,
  values: Float32Array,
): Generator<{ first: number; second: number; decision: number }, void, void> {
  for (const { first, second, machine } of pairs) {
    const { rows, coefficients, offset } = machine;
    let decision = -offset;
    for (let s = 0; s < rows.length; s++) decision += coefficients[s]! * values[rows[s]!]!;
    yield { first, second, decision };
  }
}
