import { minimize } from "@mebae/optimizers";

export interface Rows {
  /** [rows, features], row-major. */
  readonly x: Float64Array;
  readonly features: number;
}

/**
 * Multinomial logistic regression as scikit-learn's LogisticRegression(C=1) has it: the least
 *   Σᵢ -log p_y + ½·Σ w²,   p = softmax(x·w + b)
 * intercepts without penalty, by L-BFGS.
 * @returns the logits of other rows, [rows, classes]
 */
export function logisticRegression(
  { x, features }: Rows,
  labels: ArrayLike<number>,
  classes: number,
): (rows: Rows) => Float64Array {
  const objective = (w: Float64Array) => {
    const residuals = logitsOf(w, { x, features }, classes);
    let value = 0;
    for (let i = 0; i < labels.length; i++) {
      const row = residuals.subarray(i * classes, (i + 1) * classes);
      const largest = Math.max(...row);
      const own = row[labels[i]!]!;
      let total = 0;
      for (let c = 0; c < classes; c++) total += row[c] = Math.exp(row[c]! - largest);
      value += largest + Math.log(total) - own;
      for (let c = 0; c < classes; c++) row[c] = row[c]! / total - (c === labels[i] ? 1 : 0);
    }
    const gradient = new Float64Array(w.length);
    for (let j = 0; j < features * classes; j++) {
      value += (w[j]! * w[j]!) / 2;
      gradient[j] = w[j]!;
    }
    addProduct(gradient, { x, features }, residuals, classes);
    return { value, gradient };
  };
  const start = new Float64Array((features + 1) * classes);
  const found = minimize({ value: (w) => objective(w).value, gradient: objective }, start, {
    method: "lbfgs",
    maximumIterations: 1000,
    tolerance: 1e-4,
  });
  return (rows) => logitsOf(found.x, rows, classes);
}

function logitsOf(w: Float64Array, { x, features }: Rows, classes: number): Float64Array {
  const rows = x.length / features;
  const out = new Float64Array(rows * classes);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < classes; c++) out[i * classes + c] = w[features * classes + c]!;
    for (let j = 0; j < features; j++) {
      const value = x[i * features + j]!;
      // Half of the pixels are black.
      if (value !== 0) for (let c = 0; c < classes; c++) out[i * classes + c]! += value * w[j * classes + c]!;
    }
  }
  return out;
}

function addProduct(
  gradient: Float64Array,
  { x, features }: Rows,
  residuals: Float64Array,
  classes: number,
): void {
  for (let i = 0; i < x.length / features; i++) {
    for (let j = 0; j < features; j++) {
      const value = x[i * features + j]!;
      if (value === 0) continue;
      for (let c = 0; c < classes; c++) gradient[j * classes + c]! += value * residuals[i * classes + c]!;
    }
    for (let c = 0; c < classes; c++) gradient[features * classes + c]! += residuals[i * classes + c]!;
  }
}
