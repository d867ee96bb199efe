// What `tableRecipe` reaches on the tables of shared/data, five folds a seed. Run after `pnpm build`:
//
//   node benchmarks/tableRecipes.ts [test|develop] [--sets iris,wine] [--options '{"noise": 0.1}']
//
// "test" is what TABLES.md reports. "develop" is what choices were made by: tables that aren't reported, and generated ones.
// Each fit is written to tables.json (or the file of --results) when it is there, and a second run goes on from that.
// Real data are looked for in $MEBAE_SHARED/data, or in ../shared/data beside the repository.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Dataset, type Examples, foldsOf } from "@mebae/data";
import { setThreads } from "@mebae/tensor";
import {
  accuracy,
  argmaxRows,
  type FittedTable,
  predict,
  rSquared,
  type TableRecipeOptions,
  tableRecipe,
} from "@mebae/training";
import { page } from "./tables/page.ts";
import { development, examplesOf, reported, type TableSet } from "./tables/sets.ts";

/** One fit and its judgement: accuracy or R², each of 1. */
export interface TableResult {
  readonly set: string;
  readonly seed: number;
  readonly fold: number;
  readonly recipe: number;
  /** Of each member alone, by its name and number. */
  readonly members: Readonly<Record<string, number>>;
  /** Of the networks without the kernel regression. */
  readonly networks: number;
  /** Had the kernel regression counted so much. */
  readonly kernelAt: Readonly<Record<string, number>>;
  readonly processorSeconds: number;
}

const { positionals, values: given } = parseArgs({
  allowPositionals: true,
  options: {
    sets: { type: "string" },
    options: { type: "string", default: "{}" },
    results: { type: "string" },
  },
});
const isTest = positionals[0] !== "develop";
const options: TableRecipeOptions = JSON.parse(given.options);
const file = (name: string) => join(import.meta.dirname, name);
const results = given.results ?? file(isTest ? "tables.json" : "tables.development.json");
const read = (file: string): TableResult[] =>
  existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
const known = () => read(results);
setThreads(1);

async function outputsOf(fitted: FittedTable, test: Dataset): Promise<Float64Array[]> {
  const { targetScale } = fitted.description;
  const outputs: Float64Array[] = [];
  for (const { layer } of fitted.members) {
    const predictions = await predict(layer, test, { ...(targetScale && { targetScale }) });
    outputs.push(targetScale ? predictions.outputs : predictions.probabilities());
  }
  return outputs;
}

function mixed(outputs: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const total = weights.reduce((a, b) => a + b);
  return outputs[0]!.map((_, at) =>
    outputs.reduce((sum, output, i) => sum + (weights[i]! / total) * output[at]!, 0),
  );
}

function scorer({ task, classes, expected }: Examples, rows: ArrayLike<number>) {
  const right = Array.from(rows, (row) => expected[row]!);
  return (outputs: Float64Array): number =>
    task === "classification"
      ? accuracy(argmaxRows(outputs, classes!.length), right)
      : rSquared(outputs, right);
}

async function judge(examples: Examples, seed: number, fold: number): Promise<Omit<TableResult, "set">> {
  const { train, test } = foldsOf(examples, 5, seed)[fold]!;
  const began = process.cpuUsage().user;
  const fitted = await tableRecipe(options).fit(examples, { rows: train, seed });
  const processorSeconds = (process.cpuUsage().user - began) / 1e6;
  const outputs = await outputsOf(fitted, fitted.prepared.examples(test));
  const score = scorer(examples, test);
  const kernel = fitted.members.findIndex(({ name }) => name === "kernel ridge");
  const weights = fitted.members.map(({ weight }) => weight);
  const share = kernel >= 0 ? weights[kernel]! : 0;
  /** The networks as they are weighed, and the kernel regression with another weight. */
  const weighed = (other: number) =>
    score(
      mixed(
        outputs,
        weights.map((w, i) => (i === kernel ? other : ((1 - other) * w) / (1 - share))),
      ),
    );
  const result = {
    ...{ seed, fold },
    recipe: score(mixed(outputs, weights)),
    members: Object.fromEntries(
      outputs.map((output, i) => [`${fitted.members[i]!.name} ${i + 1}`, score(output)]),
    ),
    networks: weighed(0),
    kernelAt: kernel >= 0 ? Object.fromEntries([0.1, 0.2, 0.35, 0.5, 0.65].map((w) => [w, weighed(w)])) : {},
    processorSeconds,
  };
  fitted.dispose();
  return result;
}

/** Every set's folds of a seed, before the next seed's: an interrupted run has seen them all. */
async function run(sets: readonly TableSet[]): Promise<void> {
  const all = new Map<TableSet, Examples>();
  for (const seed of new Set(sets.flatMap(({ seeds }) => seeds))) {
    for (const set of sets.filter(({ seeds }) => seeds.includes(seed))) {
      const examples = all.get(set) ?? examplesOf(set);
      all.set(set, examples);
      for (let fold = 0; fold < 5; fold++) {
        if (known().some((r) => r.set === set.name && r.seed === seed && r.fold === fold)) continue;
        const result = { set: set.name, ...(await judge(examples, seed, fold)) };
        writeFileSync(results, `${JSON.stringify([...known(), result], null, 2)}\n`);
        process.stderr.write(
          `${set.name} seed ${seed} fold ${fold}: ${result.recipe.toFixed(4)} (${result.processorSeconds.toFixed(1)} s)\n`,
        );
      }
    }
  }
}

const sets = isTest ? reported : development;
const wanted = given.sets?.split(",");
await run(sets.filter(({ name }) => !wanted || wanted.includes(name)));
const [test, developed] = [file("tables.json"), file("tables.development.json")];
const text = page(isTest ? known() : read(test), isTest ? read(developed) : known());
console.log(text);
if (!given.results && given.options === "{}") writeFileSync(file("TABLES.md"), text);
