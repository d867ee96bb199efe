import type { ScalarType } from "../../expression/expression.js";
import type { Steps } from "../../expression/steps.js";
import type { FunctionBody } from "./encoder.js";
import { Lowering, localType, type Width } from "./lower.js";
import { scalarConstant } from "./scalarCode.js";
import { extractLane, type Lanes, vectorConstant } from "./vectorCode.js";

/** How a reduction combines. */
export interface Fold {
  /** The neutral element of `combine`. */
  readonly initial: number;
  /** Two accumulators (inputs 0 and 1) as one. */
  readonly combine: Steps;
  readonly type: ScalarType;
}

/** New locals for so many accumulators, which hold the neutral element once `reset` ran. */
export function accumulators(body: FunctionBody, { type }: Fold, width: Width, count: number): number[] {
  return Array.from({ length: count }, () => body.local(localType(type, width)));
}

export function reset(
  body: FunctionBody,
  { type, initial }: Fold,
  width: Width,
  locals: readonly number[],
): void {
  for (const local of locals) {
    if (width === 1) scalarConstant(body, initial, type);
    else vectorConstant(body, initial, type);
    body.set(local);
  }
}

/** into[i] = combine(into[i], from[i]) */
export function combine(
  body: FunctionBody,
  { combine: steps }: Fold,
  width: Width,
  into: readonly number[],
  from: readonly number[],
): void {
  into.forEach((local, i) => {
    const locals = [local, from[i]!];
    new Lowering(body, steps, width, { local: (index) => locals[index]! }).emit();
    body.set(local);
  });
}

/** The vectors in flight combined in pairs, then the lanes of what they give, into one scalar. */
export function combineVectors(
  body: FunctionBody,
  fold: Fold,
  lanes: Lanes,
  vectors: readonly number[],
  into: number,
): void {
  for (let step = vectors.length / 2; step >= 1; step /= 2)
    combine(body, fold, lanes, vectors.slice(0, step), vectors.slice(step, 2 * step));
  const vector = vectors[0]!;
  const wide = fold.type === "float64" || (fold.type === "bool" && lanes === 2);
  const other = body.scratch("v128", "other");
  // Whole vectors again, moved by half of the lanes that are left: scalars would be taken out and, for extremes, branch.
  for (let step = lanes / 2; step >= 1; step /= 2) {
    const bytes = step * (wide ? 8 : 4);
    body.get(vector, vector).shuffle(Array.from({ length: 16 }, (_, i) => (i + bytes) % 16));
    body.set(other);
    combine(body, fold, lanes, [vector], [other]);
  }
  body.get(vector);
  extractLane(body, fold.type, 0, lanes);
  body.set(into);
}
