import type { ScorePoint } from "@mebae/assess";

export interface NamedCurve {
  readonly name: string;
  readonly points: readonly ScorePoint[];
}

/** "mean+-sd" of test accuracies, %, by set and method: shared/data/README.md, measured with scikit-learn 1.2.1. */
const table = `
fashion logreg   48.6+-3.2 66.9+-3.5 69.5+-3.1 77.9+-0.0 79.2+-0.3 81.5+-0.3
fashion knn3     22.9+-7.7 56.3+-2.6 63.2+-1.2 72.7+-0.7 75.6+-0.5 79.7+-0.3
fashion rf300    45.0+-5.8 65.1+-2.0 67.9+-3.4 78.1+-0.4 80.2+-0.5 84.0+-0.1
fashion svm_rbf  46.6+-2.9 66.0+-3.1 69.5+-1.9 78.9+-0.3 81.6+-0.4 85.4+-0.1
mnist logreg     43.3+-6.4 64.7+-1.3 71.3+-2.6 84.4+-0.9 86.9+-0.4 89.5
mnist knn3       25.6+-4.9 57.3+-2.4 66.7+-3.7 82.1+-1.1 86.8+-0.3 93.4
mnist rf300      40.2+-7.0 62.1+-4.0 71.3+-0.5 86.2+-0.6 89.4+-0.7 94.1
mnist svm_rbf    42.3+-7.8 66.0+-1.5 74.7+-2.9 88.9+-0.5 91.9+-0.4 95.7`;
const sizes = [10, 50, 100, 500, 1000, 5000];

/** Of ten equal classes; the mean of three subsets, of one where there is no deviation. */
export const theEight: readonly NamedCurve[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [set, method, ...cells] = line.trim().split(/\s+/);
    return {
      name: `${set} ${method}`,
      points: cells.map((cell, i) => {
        const [mean, deviation] = cell.split("+-").map((percent) => Number(percent) / 100);
        const repeated = deviation !== undefined && { standardDeviation: deviation, repeats: 3 };
        return { n: sizes[i]!, mean: mean!, ...repeated };
      }),
    };
  });
