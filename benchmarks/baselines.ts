// The classical methods of @mebae/assess beside scikit-learn's figures on shared/data. Run after `pnpm build`:
//   node benchmarks/baselines.ts [--only tables,verdicts,mnist,fashion-mnist] [--tables glass,iris] [--methods "random forest"]
// Each part that ran replaces its rows of BASELINES.md; rows of other tables and methods are kept.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
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

import { verdicts } from "./baselines/verdicts.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string", default: "tables,verdicts,fashion-mnist,mnist" },
    tables: { type: "string" },
    methods: { type: "string" },
  },
});
const only = options.only.split(",");
const wanted = options.tables?.split(",");
const methods = options.methods?.split(",");
/** Whether a method was asked for, by the beginning of its name. */
const isWanted = (method: string) => !methods || methods.some((each) => method.startsWith(each));
/** Seeds of the folds: more where a table is small, and figures are uncertain. */
const seedsOf = ({ length }: Examples) => (length < 1000 ? [0, 1, 2, 3, 4] : [0, 1]);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)) * (values.length / (values.length - 1)));
const figure = (value: number) => value.toFixed(1);
const seconds = (value: number) => (value < 10 ? value.toPrecision(2) : value.toFixed(0));
/** Seconds of processor time so far: others' work on the same cores doesn't count. */
const now = () => process.cpuUsage().user / 1e6;

/** Mean and standard deviation over the seeds of the folds, which baselines/sklearn_reference.py wrote. */
const many: Record<string, Record<string, [number, number]>> = only.includes("tables")
  ? JSON.parse(readFileSync(new URL("baselines/sklearn.fixture.json", import.meta.url), "utf8"))
  : {};

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
  for (const seed of seedsOf(examples)) {
    const folds: number[] = [];
    for (const { train, test } of foldsOf(examples, 5, seed)) {
      const start = now();
      const fitted = await learner.fit(examples, { rows: train, seed });
      const predicted = await fitted.predict(fitted.prepared.examples(test));
      fastest = Math.min(fastest, now() - start);
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
  const all: [string, Learner, ("linear" | "knn3" | "forest200" | "svm")?][] = [
    [isClasses ? "logistic regression" : "ridge regression", linear(reference), "linear"],
    ["nearest neighbours, k = 3", nearestNeighbours({ neighbours: 3 }), "knn3"],
    ["nearest neighbours, k chosen", nearestNeighbours()],
    ["random forest", randomForest(), "forest200"],
    ["gradient boosting", gradientBoosting()],
  ];
  if (isClasses)
    all.push(["support vector machine", supportVectorMachine(), "svm"], ["naive Bayes", naiveBayes()]);
  const rows: string[][] = [];
  for (const [name, learner, key] of all) {
    if (!isWanted(name)) continue;
    const { scores, seconds: time } = await onTable(examples, learner);
    const once = key && reference[key];
    const [expected, spread] = (key && many[reference.file]?.[key]) ?? [once];
    rows.push([
      ...[reference.file, name, once === undefined ? "" : figure(once)],
      spread === undefined ? "" : `${figure(expected!)} ± ${figure(spread)}`,
      ...here(scores, expected, time),
    ]);
    process.stderr.write(`${rows.at(-1)!.join("  ")}\n`);
  }
  return rows;
}

/** What was found, the difference to what was expected, and seconds. */
function here(scores: readonly number[], expected: number | undefined, time: number): string[] {
  const found = mean(scores);
  const difference =
    expected === undefined ? "" : `${found < expected ? "" : "+"}${figure(found - expected)}`;
  return [`${figure(found)} ± ${figure(deviation(scores))}`, difference, seconds(time)];
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
  for (const [name, learner, key] of imageMethods.filter(([name]) => isWanted(name)))
    for (const [c, count] of imageCounts.entries()) {
      const scores: number[] = [];
      let fastest = Infinity;
      for (let fold = 0; fold < 3; fold++) {
        const start = now();
        const fitted = await learner.fit(train, { rows: subsetOf(train, fold, count / 10), seed: fold });
        const predicted = await fitted.predict(tested);
        fastest = Math.min(fastest, now() - start);
        scores.push(scoreOf(test, predicted, test.expected));
      }
      const [expected, spread] = imageReferences[set]![key]![c]!;
      rows.push([
        ...[name, String(count), `${figure(expected)} ± ${figure(spread)}`],
        ...here(scores, expected, fastest),
      ]);
      process.stderr.write(`${rows.at(-1)!.join("  ")}\n`);
    }
  return rows;
}

const path = new URL("BASELINES.md", import.meta.url);
const introduction = `# Classical methods beside scikit-learn

\`node benchmarks/baselines.ts\`: the classical methods of @mebae/assess beside scikit-learn on the same files. Folds, draws of
forests and the preparation of tables differ, so that figures agree to sampling error only. Seconds are processor time of the
fastest fit and prediction, measured on different days on a core that others used too: they tell what is quick from what is slow.
`;

/** Puts a section in the place of the one with its heading, or at the end. */
function write(heading: string, section: string): void {
  const [, ...kept] = (existsSync(path) ? readFileSync(path, "utf8") : "").split(/^## /m);
  const others = kept.map((part) => part.trim()).filter((part) => !part.startsWith(`${heading}\n`));
  const parts = [...others, `${heading}\n\n${section}`].sort();
  writeFileSync(path, `${introduction}\n${parts.map((part) => `## ${part}\n`).join("\n")}`);
}

/** The rows of a section of the file with `measured` in the place of those with the same first cells, or behind them. */
function merged(heading: string, head: readonly string[], named: number, measured: string[][]): string[][] {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = (text.split(`\n## ${heading}\n`)[1] ?? "").split("\n## ")[0]!.split("\n");
  const cells = lines.filter((line) => line.startsWith("|")).map((line) => line.split("|").slice(1, -1));
  const rows = cells.slice(2).map((row) => row.map((cell) => cell.trim()));
  if (rows.some((row) => row.length !== head.length)) return measured;
  const key = (row: readonly string[]) => row.slice(0, named).join("|");
  const found = new Map([...rows, ...measured].map((row) => [key(row), row]));
  return [...found.values()];
}

const tableHead = ["table", "method", "scikit-learn, once", "scikit-learn", "here", "difference", "s"];
if (only.includes("tables")) {
  const rows: string[][] = [];
  // What is done stands in the file, should the run be stopped.
  for (const reference of tableReferences) {
    if (wanted && !wanted.includes(reference.file)) continue;
    rows.push(...(await tableRows(reference)));
    const kept = merged("Tables", tableHead, 2, rows);
    const section = `Accuracy %, or R² x 100, as the mean over five folds; ± is the standard deviation of that mean over seeds of the folds. Once:
scikit-learn 1.2.1 at its seed 0, from shared/data/README.md. The other column: scikit-learn 1.6.1 over ten seeds, three for
tables of a thousand rows or more; here over five, and two. The difference is to these, or to the one figure.

${markdown(tableHead, kept)}`;
    write("Tables", section);
  }
}
if (only.includes("verdicts"))
  write(
    "Verdicts",
    `What \`mebae compare glass.csv --target type --repeats 3\` and \`mebae compare breast_cancer_recurrence.csv --target class --repeats 3\`
say, and the classical methods alone over ten repeats. Intervals are Nadeau's and Bengio's.

On glass forests lead the network by what five folds of 214 rows can't make sure of; the leads over all but boosting are sure among the
classical methods. On breast_cancer_recurrence nothing is surely better than anything else, the majority class included. The 76.9 and
76.2 of shared/data/README.md for support vectors and forests are the luck of one dealing: on our folds of ten seeds, with our features,
scikit-learn 1.6.1 has 73.85 and 73.43, and 69.16 by logistic regression; here it is 73.85, 73.11 and 69.16. Over fifty other seeds
scikit-learn's support vectors have 74.6 ± 0.2 on its own folds and 74.3 ± 0.2 on ours.

${await verdicts(markdown)}`,
  );
const imageHead = ["method", "n", "scikit-learn", "here", "difference", "s"];
for (const set of Object.keys(imageReferences))
  if (only.includes(set))
    write(
      `Images of ${set}`,
      `Test accuracy % on the standard 10,000 after n training images, mean ± standard deviation over the three subsets of
shared/data/README.md: the same images as there, with scikit-learn 1.2.1.

${markdown(imageHead, merged(`Images of ${set}`, imageHead, 2, await imageRows(set)))}`,
    );
process.exit(0);
