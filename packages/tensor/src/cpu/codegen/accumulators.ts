import type { ScalarType } from "../../expression/expression.js";
import type { FunctionBody } from "./encoder.js";
import { Lowering, localType, type Width } from "./lower.js";
import { scalarConstant } from "./scalarCode.js";
import type { Steps } from "./steps.js";
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

/** The lanes of vectors in flight, combined in pairs into one scalar. */
export function combineVectors(
  body: FunctionBody,
  fold: Fold,
  lanes: Lanes,
  vectors: readonly number[],
  into: number,
): void {
  for (let step = vectors.length / 2; step >= 1; step /= 2)
    combine(body, fold, lanes, vectors.slice(0, step), vectors.slice(step, 2 * step));
  const scalars = accumulators(body, fold, 1, lanes);
  scalars.forEach((local, lane) => {
    body.get(vectors[0]!);
    extractLane(body, fold.type, lane, lanes);
    body.set(local);
  });
  for (let step = lanes / 2; step >= 1; step /= 2)
    combine(body, fold, 1, scalars.slice(0, step), scalars.slice(step, 2 * step));
  body.get(scalars[0]!).set(into);
}
