/** scikit-learn 1.2.1's figures, from the README of shared/data: accuracy %, or R² x 100, in five folds of its seed 0. */
export interface TableReference {
  readonly file: string;
  readonly target: string;
  readonly task: "classification" | "regression";
  /** Columns left out, as there. */
  readonly without?: readonly string[];
  readonly linear: number;
  readonly knn3: number;
  readonly forest200: number;
  readonly svm?: number;
}

const classes = (file: string, target: string, figures: readonly number[], without?: readonly string[]) => ({
  ...{ file, target, task: "classification" as const },
  ...{ linear: figures[0]!, knn3: figures[1]!, forest200: figures[2]!, svm: figures[3]! },
  ...(without && { without }),
});

const numbers = (file: string, target: string, figures: readonly number[], without?: readonly string[]) => ({
  ...{ file, target, task: "regression" as const },
  ...{ linear: figures[0]!, knn3: figures[1]!, forest200: figures[2]! },
  ...(without && { without }),
});

export const tableReferences: readonly TableReference[] = [
  classes("digits", "label", [96.9, 97.6, 97.6, 98.1]),
  classes("iris", "species", [96.0, 95.3, 94.0, 95.3]),
  classes("wine", "class", [98.3, 95.5, 97.8, 98.3]),
  classes("breast_cancer", "diagnosis", [97.9, 96.5, 96.3, 97.7]),
  classes(
    "titanic",
    "survived",
    [79.9, 78.6, 79.8, 82.0],
    ["alive", "class", "who", "adult_male", "embark_town"],
  ),
  classes("penguins", "species", [99.1, 98.8, 98.8, 99.1]),
  classes("ionosphere", "class", [88.0, 85.8, 94.3, 94.0]),
  classes("glass", "type", [63.5, 67.3, 80.8, 69.6]),
  classes("breast_cancer_recurrence", "class", [70.6, 69.9, 76.2, 76.9]),
  classes("adult_6000", "income", [85.4, 82.3, 85.2, 85.1]),
  numbers("diabetes", "progression", [49.0, 33.8, 42.6]),
  numbers("mpg", "mpg", [81.3, 85.5, 88.0], ["name"]),
  // Its forest there has 100 trees.
  numbers("abalone", "rings", [52.3, 42.7, 53.8]),
];

/** Means and standard deviations of test accuracy over three subsets of n training images. */
export type ImageReference = Readonly<
  Record<string, readonly (readonly [mean: number, deviation: number])[]>
>;

export const imageCounts = [10, 50, 100, 500, 1000] as const;

export const imageReferences: Readonly<Record<string, ImageReference>> = {
  "fashion-mnist": {
    linear: [
      [48.6, 3.2],
      [66.9, 3.5],
      [69.5, 3.1],
      [77.9, 0.0],
      [79.2, 0.3],
    ],
    knn3: [
      [22.9, 7.7],
      [56.3, 2.6],
      [63.2, 1.2],
      [72.7, 0.7],
      [75.6, 0.5],
    ],
    forest300: [
      [45.0, 5.8],
      [65.1, 2.0],
      [67.9, 3.4],
      [78.1, 0.4],
      [80.2, 0.5],
    ],
    svm10: [
      [46.6, 2.9],
      [66.0, 3.1],
      [69.5, 1.9],
      [78.9, 0.3],
      [81.6, 0.4],
    ],
  },
  mnist: {
    linear: [
      [43.3, 6.4],
      [64.7, 1.3],
      [71.3, 2.6],
      [84.4, 0.9],
      [86.9, 0.4],
    ],
    knn3: [
      [25.6, 4.9],
      [57.3, 2.4],
      [66.7, 3.7],
      [82.1, 1.1],
      [86.8, 0.3],
    ],
    forest300: [
      [40.2, 7.0],
      [62.1, 4.0],
      [71.3, 0.5],
      [86.2, 0.6],
      [89.4, 0.7],
    ],
    svm10: [
      [42.3, 7.8],
      [66.0, 1.5],
      [74.7, 2.9],
      [88.9, 0.5],
      [91.9, 0.4],
    ],
  },
};
