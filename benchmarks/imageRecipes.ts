// What `imageRecipe` reaches with few images of a class, by the subset rule of shared/data/README.md: of each class the
// training rows 500·fold ... 500·fold + k - 1 in file order, fold 0, 1, 2, judged by the standard test files.
//
//   node benchmarks/imageRecipes.ts test [SET [PER_CLASS [FOLD]]]                       the table of IMAGES.md
//   node benchmarks/imageRecipes.ts validate SET PER_CLASS '{"augmentation": "none"}' [FOLD]   choices, on training rows only
//   node benchmarks/imageRecipes.ts unread SET PER_CLASS                                as `test`, judged by training rows that nobody read
//
// Each result is written to images.json when it is there, and a second run goes on from that. Choices were made by
// `validate`, which learns from rows 2000 and on of each class and is judged by rows 4000 and on; test files are for `test`.
// It also prints the mean of the outermost pixels, by which "only on black" decides, and a digest of all probabilities, which
// is the same for the same recipe: with another commit's packages built, it tells whether a change concerns a set.
// Run after `pnpm build`. Real data are looked for in $MEBAE_SHARED/data, or in ../shared/data beside the repository.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allOf, type Dataset, imageExamples } from "@mebae/data";
import { Ensemble } from "@mebae/layers";
import { setThreads } from "@mebae/tensor";
import { accuracy, argmaxRows, type ImageRecipeOptions, imageRecipe, predict } from "@mebae/training";
import { edgeMean } from "./images/edgeMean.ts";
import { writePage } from "./images/page.ts";
import { imageSets, labelsOf, rowsOf } from "./images/sets.ts";

/** One fit and its judgement. */
export interface ImageResult {
  readonly set: string;
  readonly perClass: number;
  readonly fold: number;
  readonly accuracy: number;
  /** Of the members alone, by name. */
  readonly parts: Readonly<Record<string, number>>;
  readonly augmentation: string;
  readonly nets: number;
  readonly steps: number;
  readonly fitSeconds: number;
  readonly processorSeconds: number;
}

/** The recipe as it is. */
const configuration: ImageRecipeOptions = {};
const results = join(import.meta.dirname, "images.json");
setThreads(1);

/** Learns from `train` and counts right answers on `test`. */
async function judge(train: Dataset, test: Dataset, options: ImageRecipeOptions) {
  const began = performance.now();
  const processor = process.cpuUsage().user;
  const examples = imageExamples(train);
  const fitted = await imageRecipe(options).fit(examples, { rows: allOf(examples), seed: 0 });
  const fitSeconds = (performance.now() - began) / 1000;
  const processorSeconds = (process.cpuUsage().user - processor) / 1e6;
  const parts: Record<string, number> = {};
  const right = labelsOf(test);
  const width = test.target?.kind === "classes" ? test.target.classes.length : 0;
  // Members in turn: the mean of their probabilities is what the whole model puts out, and each is worth a look.
  const isMixed = fitted.members.length > 1 && fitted.model instanceof Ensemble;
  const members = isMixed ? (fitted.model as Ensemble).members : [fitted.model];
  const mean = new Float64Array(right.length * width);
  const { prepare } = fitted.prepared;
  for (const [i, member] of members.entries()) {
    const probabilities = (
      await predict(member, test, { ...(prepare && { prepare }), batchSize: 32 })
    ).probabilities();
    parts[fitted.members[i]!.name] = accuracy(argmaxRows(probabilities, width), right);
    probabilities.forEach((value, at) => {
      mean[at]! += fitted.members[i]!.weight * value;
    });
  }
  const result = {
    accuracy: accuracy(argmaxRows(mean, width), right),
    parts,
    augmentation: fitted.augmentation,
    nets: fitted.plan.members,
    steps: fitted.plan.steps,
    fitSeconds,
    processorSeconds,
  };
  fitted.dispose();
  return { result, probabilities: mean };
}

const known = (): ImageResult[] => (existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : []);

async function test(only?: string, size?: string, one?: string): Promise<void> {
  for (const { name, sizes, folds, train, test: testSet } of imageSets) {
    if (only && name !== only) continue;
    const all = await train();
    const held = await testSet();
    for (const perClass of sizes) {
      if (size && perClass !== Number(size)) continue;
      for (const fold of folds) {
        if (one && fold !== Number(one)) continue;
        if (known().some((r) => r.set === name && r.perClass === perClass && r.fold === fold)) continue;
        const { result: outcome } = await judge(
          all.subset(rowsOf(all, 500 * fold, perClass)),
          held,
          configuration,
        );
        const result: ImageResult = { set: name, perClass, fold, ...outcome };
        writeFileSync(results, `${JSON.stringify([...known(), result], null, 2)}\n`);
        console.log(JSON.stringify(result));
      }
    }
  }
  const page = join(import.meta.dirname, "IMAGES.md");
  writePage(page, readFileSync(page, "utf8"), known());
}

async function validate(name: string, perClass: number, options: ImageRecipeOptions, one?: string) {
  const set = imageSets.find((item) => item.name === name)!;
  const all = await set.train();
  for (const fold of set.folds) {
    if (one && fold !== Number(one)) continue;
    const { learn, held } = set.validation(all, perClass, fold);
    const train = all.subset(learn);
    const { result, probabilities } = await judge(train, all.subset(held), options);
    const digest = createHash("sha256").update(probabilities).digest("hex").slice(0, 16);
    const { accuracy: share, parts, augmentation, nets, steps } = result;
    const found = { accuracy: share, parts, augmentation, nets, steps, edge: edgeMean(train), digest };
    console.log(JSON.stringify({ name, perClass, fold, options, ...found }));
  }
}

/** The folds of `test`, judged by rows that no choice was made by: how good a recipe is whose test file was read twice. */
async function judgeByUnread(name: string, perClass: number): Promise<void> {
  const { train, folds, unread } = imageSets.find((item) => item.name === name)!;
  if (!unread) throw new Error(`${name}: every training row was learned from or judged by`);
  const all = await train();
  const held = all.subset(unread(all));
  for (const fold of folds) {
    const { result } = await judge(all.subset(rowsOf(all, 500 * fold, perClass)), held, configuration);
    console.log(
      JSON.stringify({
        name,
        perClass,
        fold,
        images: held.length,
        accuracy: result.accuracy,
        nets: result.nets,
      }),
    );
  }
}

const [command, ...rest] = process.argv.slice(2);
if (command === "test") await test(...rest);
else if (command === "validate")
  await validate(rest[0]!, Number(rest[1]), JSON.parse(rest[2] ?? "{}"), rest[3]);
else if (command === "unread") await judgeByUnread(rest[0]!, Number(rest[1]));
else
  console.error(
    "expected test [SET [PER_CLASS [FOLD]]], validate SET PER_CLASS [OPTIONS [FOLD]] or unread SET PER_CLASS",
  );
