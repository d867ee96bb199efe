import type { Purpose } from "./grow.js";

/**
 * Splits that leave the classes purest by Gini's impurity (Breiman et al. 1984): with counts nₖ on a side of n the sum over
 * both sides of Σnₖ²/n is greatest. A cut that gains nothing is made too: the next ones may. Leaves say the classes' shares.
 * @param weights how often each row counts, whole numbers
 */
export function classPurpose(labels: Int32Array, weights: ArrayLike<number>, classes: number): Purpose {
  const totals = new Float64Array(classes);
  const left = new Float64Array(classes);
  const right = new Float64Array(classes);
  let total = 0;
  const count = (rows: Int32Array, from: number, to: number) => {
    totals.fill(0);
    total = 0;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      totals[labels[row]!]! += weights[row]!;
      total += weights[row]!;
    }
  };
  return {
    width: classes,
    open(rows, from, to) {
      count(rows, from, to);
      return totals.every((each) => each < total);
    },
    cut(sorted, codes, count) {
      left.fill(0);
      right.set(totals);
      let squaresLeft = 0;
      let squaresRight = 0;
      for (let k = 0; k < classes; k++) squaresRight += totals[k]! * totals[k]!;
      const before = squaresRight / total;
      let weightLeft = 0;
      let best = -1;
      let highest = -Infinity;
      for (let i = 0; i < count - 1; i++) {
        const row = sorted[i]!;
        const weight = weights[row]!;
        const label = labels[row]!;
        squaresLeft += weight * (2 * left[label]! + weight);
        squaresRight -= weight * (2 * right[label]! - weight);
        left[label]! += weight;
        right[label]! -= weight;
        weightLeft += weight;
        if (codes[i] === codes[i + 1]) continue;
        const purity = squaresLeft / weightLeft + squaresRight / (total - weightLeft);
        if (purity > highest) {
          highest = purity;
          best = i;
        }
      }
      return best < 0 ? undefined : { at: best, gain: highest - before };
    },
    leaf(rows, from, to, values) {
      count(rows, from, to);
      for (const each of totals) values.push(each / total);
    },
  };
}
