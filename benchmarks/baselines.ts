// The classical methods of @mebae/assess beside scikit-learn's figures on shared/data. Run after `pnpm build`:
//   node benchmarks/baselines.ts [--only tables,mnist,fashion-mnist] [--tables glass,iris] [--seeds 3]
// A whole run writes BASELINES.md.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  gradientBoosting,
  logisticRegression,
  naiveBayes,
  nearestNeighbours,
  randomForest,
  ridgeRegression,
  supportVectorMachine,
} from "@mebae/assess";
import { allOf, type Examples, foldsOf } from "@mebae/data";
import { accuracy, argmaxRows, type Learner, rSquared } from "@mebae/training";
import { imagesOf, subsetOf, tableOf } from "./baselines/data.ts";
import { imageCounts, imageReferences, type TableReference, tableReferences } from "./baselines/reference.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "tables,fashion-mnist,mnist" },
    tables: { type: "string" },
    seeds: { type: "string", default: "3" },
  },
});
const only = options.only.split(",");
const wanted = options.tables?.split(",");
const seeds = Array.from({ length: Number(options.seeds) }, (_, seed) => seed);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) * (values.length / (values.length - 1)));
const figure = (value: number) => value.toFixed(1);
const seconds = (value: number) => value.toPrecision(2);

interface Measured {
  /** Accuracy or R², x 100, of each seed or subset. */
  readonly scores: readonly number[];
  /** The fastest fit and prediction. */
  readonly seconds: number;
}

function scoreOf({ classes }: Examples, predicted: Float32Array, expected: ArrayLike<number>): number {
  if (!classes) return 100 * rSquared(predicted, expected);
  return 100 * accuracy(argmaxRows(predicted, classes.length), expected);
}

async function onTable(examples: Examples, learner: Learner): Promise<Measured> {
  const scores: number[] = [];
  let fastest = Infinity;
  for (const seed of seeds) {
    const folds: number[] = [];
    for (const { train, test } of foldsOf(examples, 5, seed)) {
      const start = performance.now();
      const fitted = await learner.fit(examples, { rows: train, seed });
      const predicted = await fitted.predict(fitted.prepared.examples(test));
      fastest = Math.min(fastest, (performance.now() - start) / 1000);
      folds.push(
        scoreOf(
          examples,
          predicted,
          Float64Array.from(test, (i) => examples.expected[i]!),
        ),
      );
    }
    scores.push(mean(folds));
  }
  return { scores, seconds: fastest };
}

const linear = ({ task }: TableReference) =>
  task === "regression" ? ridgeRegression() : logisticRegression();

async function tableRows(reference: TableReference): Promise<string[][]> {
  const examples = tableOf(reference);
  const isClasses = reference.task === "classification";
  const methods: [string, Learner, number | undefined][] = [
    [isClasses ? "logistic regression" : "ridge regression", linear(reference), reference.linear],
    ["nearest neighbours, k = 3", nearestNeighbours({ neighbours: 3 }), reference.knn3],
    ["nearest neighbours, k chosen", nearestNeighbours(), undefined],
    ["random forest", randomForest(), reference.forest200],
    ["gradient boosting", gradientBoosting(), undefined],
  ];
  if (isClasses)
    methods.push(
      ["support vector machine", supportVectorMachine(), reference.svm],
      ["naive Bayes", naiveBayes(), undefined],
    );
  const rows: string[][] = [];
  for (const [name, learner, expected] of methods) {
    const { scores, seconds: time } = await onTable(examples, learner);
    rows.push(rowOf([reference.file, name], scores, expected, time));
    process.stderr.write(`${rows.at(-1)!.join("  ")}\n`);
  }
  return rows;
}

function rowOf(
  names: readonly string[],
  scores: readonly number[],
  expected: number | undefined,
  time: number,
): string[] {
  const found = mean(scores);
  const difference =
    expected === undefined ? "" : `${found < expected ? "" : "+"}${figure(found - expected)}`;
  const spread = scores.length > 1 ? ` ± ${figure(deviation(scores))}` : "";
  return [
    ...names,
    expected === undefined ? "" : figure(expected),
    `${figure(found)}${spread}`,
    difference,
    seconds(time),
  ];
}

const imageMethods: readonly (readonly [string, Learner, string])[] = [
  ["logistic regression", logisticRegression(), "linear"],
  ["nearest neighbours, k = 3", nearestNeighbours({ neighbours: 3 }), "knn3"],
  ["random forest of 300", randomForest({ trees: 300 }), "forest300"],
  ["support vector machine, C = 10", supportVectorMachine({ cost: 10 }), "svm10"],
];

async function imageRows(set: string): Promise<string[][]> {
  const [train, test] = [await imagesOf(set, "train"), await imagesOf(set, "t10k")];
  const tested = test.prepare(allOf(test)).examples(allOf(test));
  const rows: string[][] = [];
  for (const [name, learner, key] of imageMethods)
    for (const [c, count] of imageCounts.entries()) {
      const scores: number[] = [];
      let fastest = Infinity;
      for (let fold = 0; fold < 3; fold++) {
        const start = performance.now();
        const fitted = await learner.fit(train, { rows: subsetOf(train, fold, count / 10), seed: fold });
        const predicted = await fitted.predict(tested);
        fastest = Math.min(fastest, (performance.now() - start) / 1000);
        scores.push(scoreOf(test, predicted, test.expected));
      }
      const [expected, spread] = imageReferences[set]![key]![c]!;
      const row = rowOf([set, name, String(count)], scores, expected, fastest);
      rows.push(row.with(3, `${figure(expected)} ± ${figure(spread)}`));
      process.stderr.write(`${rows.at(-1)!.join("  ")}\n`);
    }
  return rows;
}

const tables: string[][] = [];
if (only.includes("tables"))
  for (const reference of tableReferences)
    if (!wanted || wanted.includes(reference.file)) tables.push(...(await tableRows(reference)));
const images: string[][] = [];
for (const set of Object.keys(imageReferences))
  if (only.includes(set)) images.push(...(await imageRows(set)));

const text = `# Classical methods beside scikit-learn

\`node benchmarks/baselines.ts\`: the classical methods of @mebae/assess, and what scikit-learn 1.2.1 scored once on the same
files. Folds, draws of forests and the preparation of tables differ, so that figures agree to sampling error only.

## Tables

Accuracy %, or R² x 100, as the mean over five folds; ± is the standard deviation of that mean over ${seeds.length} seeds of the folds.
Scikit-learn's figure is of one seed, and so is as uncertain as ±. Seconds are the fastest fit and prediction of a fold.

${markdown(["table", "method", "scikit-learn", "here", "difference", "s"], tables)}

## Images

Test accuracy % on the standard 10,000 after n training images, mean ± standard deviation over the three subsets of
shared/data/README.md: the same images as there. Seconds are for one fit and 10,000 predictions.

${markdown(["set", "method", "n", "scikit-learn", "here", "difference", "s"], images)}
`;
if (!wanted && only.length === 3 && seeds.length >= 3)
  writeFileSync(new URL("BASELINES.md", import.meta.url), text);
else console.log(text);
process.exit(0);
