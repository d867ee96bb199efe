import { minimize, symmetricEigen } from "@mebae/optimizers";
import type { Face, RegressionObjective } from "./likelihood.js";

/** A direction along which the likelihood rises without end. */
export interface Separation {
  /** By the objective's parameters, the largest ±1. */
  readonly direction: Float64Array;
  /** Whether every row's likelihood rises along it; some stay as they are in quasi-complete separation. */
  readonly isComplete: boolean;
}

/** Newton's steps before the way is looked at again: sooner or later all that has a limit stands still. */
const stepsOfRound = 12;
const roundLimit = 12;
/** Gaps between rows that move on and rows that stay, the widest ones, that are tried. */
const gapLimit = 12;
/** Of the largest: a smaller share is rounding. */
const rounding = 1e-9;

/**
 * The separation of the data (Albert & Anderson 1984), if there is one: where the search still goes after some steps, corrected so
 * that the rows that stay stay exactly, and then verified row by row. No separation is found that isn't there.
 */
export function separationOf(objective: RegressionObjective): Separation | undefined {
  const faces = new Faces(objective);
  let from: Float64Array = new Float64Array(objective.size);
  for (let round = 0; round < roundLimit; round++) {
    const { x, iterations } = minimize(objective, from, { maximumIterations: stepsOfRound });
    const way = x.map((entry, i) => entry - from[i]!);
    const alignments = faces.alignments(way);
    for (const threshold of faces.thresholds(alignments)) {
      const corrected = withoutMoving(faces.gram(alignments, threshold), way);
      const separation = corrected && faces.verify(corrected);
      if (separation) return separation;
    }
    if (iterations < stepsOfRound) return undefined;
    from = x;
  }
  return undefined;
}

/** All faces of all rows that count. */
class Faces {
  readonly #faces: { readonly row: number; readonly face: Face }[] = [];
  readonly #objective: RegressionObjective;

  constructor(objective: RegressionObjective) {
    this.#objective = objective;
    for (let row = 0; row < objective.count; row++)
      if (objective.counts(row))
        for (const face of objective.likelihood.faces(row)) this.#faces.push({ row, face });
  }

  get size(): number {
    return this.#objective.size;
  }

  /** f·d of each. */
  alignments(direction: Float64Array): Float64Array {
    return Float64Array.from(this.#faces, ({ row, face }) => {
      const moved = this.#objective.moved(row, direction);
      let sum = 0;
      for (let a = 0; a < moved.length; a++) sum += face.direction[a]! * moved[a]!;
      return sum;
    });
  }

  /** Alignments above which rows may be moving, the most rows first. */
  thresholds(alignments: Float64Array): number[] {
    const free = alignments.filter((_, i) => !this.#faces[i]!.face.mustVanish).sort();
    const gaps = Array.from(free, (value, i) => ({
      below: free[i - 1] ?? 0,
      gap: value - (free[i - 1] ?? 0),
    }));
    const widest = gaps.sort((a, b) => b.gap - a.gap).slice(0, gapLimit);
    return [-Infinity, ...widest.map(({ below }) => below).sort((a, b) => a - b)];
  }

  /** Σ zzᵀ over the faces that stay, z the face by the parameters. */
  gram(alignments: Float64Array, threshold: number): Float64Array {
    const { size } = this;
    const gram = new Float64Array(size * size);
    alignments.forEach((alignment, i) => {
      const { row, face } = this.#faces[i]!;
      if (!face.mustVanish && alignment > threshold) return;
      const z = this.#objective.byParameters(row, face.direction);
      for (let p = 0; p < size; p++) for (let q = 0; q < size; q++) gram[p * size + q]! += z[p]! * z[q]!;
    });
    return gram;
  }

  verify(direction: Float64Array): Separation | undefined {
    const alignments = this.alignments(direction);
    const largest = alignments.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    if (!(largest > 0)) return undefined;
    const zero = rounding * largest;
    let isComplete = true;
    for (const [i, alignment] of alignments.entries()) {
      const { mustVanish } = this.#faces[i]!.face;
      if (alignment < -zero || (mustVanish && alignment > zero)) return undefined;
      if (alignment <= zero) isComplete = false;
    }
    const unit = direction.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
    return {
      isComplete,
      direction: direction.map((entry) => (Math.abs(entry) < 1e-7 * unit ? 0 : entry / unit)),
    };
  }
}

/** The part of the direction that moves none of the faces of a Gram matrix; undefined where all move something. */
function withoutMoving(gram: Float64Array, direction: Float64Array): Float64Array | undefined {
  const size = direction.length;
  const { values, vectors } = symmetricEigen(gram);
  const still = new Float64Array(size);
  let isThere = false;
  for (let j = 0; j < size; j++) {
    if (values[j]! > 1e-11 * Math.max(values[size - 1]!, Number.MIN_VALUE)) continue;
    isThere = true;
    let share = 0;
    for (let i = 0; i < size; i++) share += vectors[i * size + j]! * direction[i]!;
    for (let i = 0; i < size; i++) still[i]! += share * vectors[i * size + j]!;
  }
  return isThere ? still : undefined;
}
