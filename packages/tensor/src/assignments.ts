import type { Tensor } from "./tensor.js";
import type { Variable } from "./variable.js";

/**
 * The assignments made while something may still need the replaced tensors (a tape) or may fail (a step).
 * `commit` frees what was replaced, `rollBack` puts it back.
 */
export class Assignments {
  readonly #log: { variable: Variable; previous: Tensor }[] = [];

  record(variable: Variable, previous: Tensor): void {
    this.#log.push({ variable, previous });
  }

  commit(): void {
    const outer = currentAssignments();
    for (const { variable, previous } of this.#log.splice(0)) {
      if (outer) outer.record(variable, previous);
      else previous.dispose();
    }
  }

  rollBack(): void {
    for (const { variable, previous } of this.#log.splice(0).reverse()) variable.restore(previous);
  }
}

const stack: Assignments[] = [];

export function currentAssignments(): Assignments | undefined {
  return stack.at(-1);
}

/** Runs `fn`; its assignments stay if it succeeds (unless `keep` is false), and are undone if it throws. */
export function withAssignments<T>(fn: () => T, keep = true): T {
  const assignments = new Assignments();
  stack.push(assignments);
  let succeeded = false;
  try {
    const result = fn();
    succeeded = keep;
    return result;
  } finally {
    stack.pop();
    if (succeeded) assignments.commit();
    else assignments.rollBack();
  }
}
