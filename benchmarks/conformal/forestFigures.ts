import type { FashionOutcomes } from "./fashionOutcomes.ts";
import { referenceFigures } from "./referenceFigures.ts";
import { forestReference } from "./references.ts";

/** A figure over several forests, beside the one forest of scikit-learn. */
export interface ForestFigure {
  readonly name: string;
  readonly reference: number;
  readonly mean: number;
  /** From one forest to the next. */
  readonly deviation: number;
  /** The distance from the reference in standard errors of that distance. */
  readonly distance: number;
}

/** Student's t of 4 degrees of freedom at p = 0.01: how far a figure may be off, with five forests. */
export const farthest = 4.6;

/**
 * Forests draw rows and columns at random: figures of k forests with mean m and deviation s lie from that of one other forest by
 * m - r, whose standard error is s·√(1 + 1/k), and that of r's rounding to a unit u, u/√12, beside it.
 */
export function forestFigures(forests: readonly FashionOutcomes[]): ForestFigure[] {
  const all = forests.map((outcomes) => referenceFigures(outcomes, forestReference));
  const k = forests.length;
  return all[0]!.map(({ name, reference, unit }, f) => {
    const found = all.map((figures) => figures[f]!.found);
    const mean = found.reduce((sum, value) => sum + value, 0) / k;
    const deviation = Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (k - 1));
    const error = Math.sqrt(deviation ** 2 * (1 + 1 / k) + unit ** 2 / 12);
    return { name, reference, mean, deviation, distance: (mean - reference) / error };
  });
}
