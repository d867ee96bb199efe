import { allOf, Dataset, type Examples, TablePreparation } from "@mebae/data";
import type { Learner } from "@mebae/training";

export interface PlainParts {
  readonly name?: string;
  readonly columns: number;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** How many classes; numbers to predict where it isn't given. */
  readonly classes?: number;
  readonly groups?: ArrayLike<number>;
  readonly times?: ArrayLike<number>;
}

/** Numbers as examples that are prepared by nothing at all, so that outside references see the same ones. */
export function plainExamples({
  name = "plain",
  columns,
  x,
  y,
  classes,
  groups,
  times,
}: PlainParts): Examples {
  const names = classes && Array.from({ length: classes }, (_, c) => String.fromCharCode(97 + c));
  const dataset = new Dataset({
    name,
    features: { data: Float32Array.from(x), shape: [columns] },
    target: names
      ? { kind: "classes", labels: Int32Array.from(y), classes: names }
      : { kind: "numbers", values: Float32Array.from(y), names: ["y"] },
  });
  return {
    name,
    length: y.length,
    task: names ? "classification" : "regression",
    expected: y,
    ...(names && { classes: names, labels: y }),
    ...(groups && { groups }),
    ...(times && { times }),
    prepare: () => ({
      preparation: new TablePreparation({ columns: [], leftOut: [], target: undefined }),
      inputShape: [columns],
      warnings: [],
      examples: (rows) => dataset.subset(rows),
      other: () => dataset,
    }),
    describe: (row) => ({ kind: "row", row, values: [] }),
  };
}

/** What the learner, taught all of `train`, says of `test`. */
export async function taught(
  learner: Learner,
  train: Examples,
  test: Examples,
  seed = 0,
): Promise<Float32Array> {
  const fitted = await learner.fit(train, { rows: allOf(train), seed });
  return fitted.predict(test.prepare([]).examples(allOf(test)));
}
