import { tensor } from "../creation.js";
import type { Tensor } from "../tensor.js";

/** ∂F/∂x by one element, and the step h it was found with. */
export interface Difference {
  readonly element: number;
  readonly slope: number;
  readonly step: number;
}

/**
 * Partial derivatives of F(x) = Σ weights·evaluate(x) at a float64 point, for some of its elements, by Richardson's
 * central differences: (4 D(h/2) - D(h)) / 3 with D(h) = (F(x+h) - F(x-h)) / 2h and h = 10⁻³·max(1, |x|). Outputs are
 * subtracted one by one before they are weighted, so that the large ones don't drown the small.
 */
export async function differences(
  evaluate: (moved: Tensor) => Tensor,
  base: Tensor,
  weights: ArrayLike<number>,
  elements: readonly number[],
): Promise<Difference[]> {
  const { shape, backend } = base;
  const point = Float64Array.from(await base.data());
  const at = async (element: number, value: number): Promise<ArrayLike<number>> => {
    const moved = point.slice();
    moved[element] = value;
    using x = tensor(moved, { shape, backend });
    using y = evaluate(x);
    return await y.data();
  };
  const slopeAt = async (element: number, h: number): Promise<number> => {
    const [high, low] = [point[element]! + h, point[element]! - h];
    const [above, below] = [await at(element, high), await at(element, low)];
    let total = 0;
    for (let i = 0; i < weights.length; i++) total += weights[i]! * (above[i]! - below[i]!);
    return total / (high - low);
  };
  const found: Difference[] = [];
  for (const element of elements) {
    const step = 1e-3 * Math.max(1, Math.abs(point[element]!));
    const slope = (4 * (await slopeAt(element, step / 2)) - (await slopeAt(element, step))) / 3;
    found.push({ element, slope, step });
  }
  return found;
}
