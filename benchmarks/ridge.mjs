// Ridge regression as the classical yardstick of a table: the same folds and preparation as `mebae train`, the penalty
// chosen inside the training part by generalized cross-validation (Golub, Heath & Wahba 1979).
import { inferTarget, kFold, readCsv, tablePreparation } from "@mebae/data";
import { rSquared } from "@mebae/training";

const penalties = Array.from({ length: 25 }, (_, i) => 10 ** (-3 + i / 4));

/** R² of each of five folds. */
export function ridgeOnFolds(bytes, file, target, seed) {
  const table = readCsv(bytes, { file });
  return kFold(table.length, { folds: 5, seed }).map(({ train, test }) => {
    const plan = inferTarget(table, target, { task: "regression", rows: train });
    const preparation = tablePreparation(table, { target: plan, rows: train });
    const [a, b] = [preparation.apply(table, { rows: train }), preparation.apply(table, { rows: test })];
    const predict = fit(rowsOf(a), Array.from(a.target.values));
    return rSquared(Float64Array.from(rowsOf(b), predict), Float64Array.from(b.target.values));
  });
}

function rowsOf({ features, length }) {
  const width = features.shape[0];
  return Array.from({ length }, (_, i) => Array.from(features.data.subarray(i * width, (i + 1) * width)));
}

/** The predictor with the smallest score n·RSS/(n - 1 - trace)². */
function fit(rows, y) {
  const n = rows.length;
  const width = rows[0].length;
  const means = Array.from({ length: width }, (_, j) => rows.reduce((sum, row) => sum + row[j], 0) / n);
  const center = y.reduce((a, b) => a + b, 0) / n;
  const x = rows.map((row) => row.map((value, j) => value - means[j]));
  const gram = means.map((_, i) => means.map((_, j) => x.reduce((sum, row) => sum + row[i] * row[j], 0)));
  const right = means.map((_, j) => x.reduce((sum, row, i) => sum + row[j] * (y[i] - center), 0));
  let best = { score: Number.POSITIVE_INFINITY };
  for (const penalty of penalties) {
    const inverse = invert(gram.map((row, i) => row.map((value, j) => value + (i === j ? penalty : 0))));
    const weights = inverse.map((row) => row.reduce((sum, value, j) => sum + value * right[j], 0));
    const rss = x.reduce((sum, row, i) => sum + (y[i] - center - dot(row, weights)) ** 2, 0);
    const trace = inverse.reduce(
      (sum, row, i) => sum + row.reduce((s, value, j) => s + value * gram[j][i], 0),
      0,
    );
    const score = (n * rss) / (n - 1 - trace) ** 2;
    if (score < best.score) best = { score, weights };
  }
  return (row) =>
    center +
    dot(
      row.map((value, j) => value - means[j]),
      best.weights,
    );
}

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/** Gauss-Jordan; the matrix is positive definite. */
function invert(matrix) {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let i = 0; i < size; i++) {
    const pivot = work[i][i];
    work[i] = work[i].map((value) => value / pivot);
    for (let k = 0; k < size; k++) {
      const factor = work[k][i];
      if (k !== i) work[k] = work[k].map((value, j) => value - factor * work[i][j]);
    }
  }
  return work.map((row) => row.slice(size));
}
