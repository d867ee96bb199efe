import { type Command, Option } from "commander";
import {
  deviceOption,
  finiteNumber,
  folder,
  timeSpan,
  wholeNumber,
  withCommonOptions,
} from "../arguments.js";
import type { Io } from "../io.js";
import { budgetForms, dataHelp, withExampleOptions } from "./exampleOptions.js";
import { train } from "./train.js";

/** `mebae train`. */
export function defineTrain(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command("train")
    .description("learn from data, judge by examples held out, keep the model with a report")
    .argument("<data>", dataHelp)
    .optionsGroup("Learning:")
    .addOption(
      new Option(
        "--recipe <name>",
        "several networks averaged, as suits images or a table; or one network whose curves the report shows",
      ).choices(["images", "table", "network"]),
    )
    .option(
      "--budget <time>",
      `about how long a recipe may learn, in each fold too, ${budgetForms}; as long as it needs by default`,
      timeSpan,
    )
    .option("--seed <n>", "seed of splits, weights and order", wholeNumber(0), 0)
    .addOption(deviceOption())
    .optionsGroup("Judging:")
    .option(
      "--test <data>",
      "judge by this file or folder; by default by the folder test beside train, or a fifth of the data held out",
    )
    .option("--test-labels <file>", "labels of the test images")
    .option("--folds <k>", "judge by k-fold cross-validation, then learn from all", wholeNumber(2));
  withExampleOptions(command)
    .optionsGroup("One network in place of a recipe:")
    .option("--epochs <n>", "passes over the data", wholeNumber(1))
    .option("--model <file>", "its architecture as JSON")
    .optionsGroup("In place of what suits the data:")
    .option("--batch-size <n>", "examples a step", wholeNumber(1))
    .option("--learning-rate <x>", "the highest of the schedule", finiteNumber({ positive: true }))
    .option("--weight-decay <x>", "decoupled weight decay", finiteNumber({ positive: false }))
    .optionsGroup("Folder:")
    .option("--out <dir>", "where model and report go; runs/NAME by default", folder)
    .option("--resume", "go on with the run that was interrupted there", false);
  withCommonOptions(command)
    .addHelpText("after", trainExamples)
    .action(async (data, options) => finish(await train(data, options, io)));
}

const trainExamples = `
Examples:
  mebae train iris.csv --target species --folds 5
  mebae train houses.csv --target price --group street --budget 60s --out runs/houses
  mebae train photos --out runs/photos            (photos/cat/1.jpg, or photos/train/cat/1.jpg and photos/test/…)
  mebae train images.gz --labels labels.gz --test t10k-images.gz --test-labels t10k-labels.gz`;
