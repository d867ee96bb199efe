import { networkNames } from "@mebae/workloads";
import { type Command, Option } from "commander";
import { finiteNumber, folder, wholeNumber, withCommonOptions } from "../arguments.js";
import { confidenceLevel, fixedParameter, truncationRange } from "../fitting/arguments.js";
import type { Io } from "../io.js";
import { bench } from "./bench.js";
import { defineAugment } from "./defineAugment.js";
import { defineData } from "./defineData.js";
import { demo } from "./demo.js";
import { evaluate } from "./evaluate.js";
import { fit } from "./fit.js";
import { predict } from "./predict.js";
import { train } from "./train.js";

const dataHelp =
  "a CSV, JSON lines, Parquet, .npz, IDX images, a CIFAR binary, or a folder of pictures with one folder a class";
const sqlHelp = "a query over the file, which it sees as the table data (needs @duckdb/node-api)";

/** Every command with its options and examples; `finish` takes the exit code. */
export function defineCommands(program: Command, io: Io, finish: (code: number) => void): void {
  defineTrain(program, io, finish);
  withCommonOptions(program.command("evaluate"))
    .description("measure a kept model by data whose targets are known")
    .argument("<model>", "folder that mebae train wrote")
    .argument("<data>", dataHelp)
    .option("--target <column>", "the column with the truth; the model's own by default")
    .option("--query <sql>", sqlHelp)
    .option("--labels <file>", "labels of IDX images")
    .addHelpText("after", "\nExample:\n  mebae evaluate runs/iris new.csv --json")
    .action(async (model, data, options) => finish(await evaluate(model, data, options, io)));
  withCommonOptions(program.command("predict"))
    .description("predict each example of a file")
    .argument("<model>", "folder that mebae train wrote")
    .argument("<data>", `${dataHelp}; a target column is ignored`)
    .option("--out <file>", "a CSV file for the predictions, in place of standard output")
    .option("--query <sql>", sqlHelp)
    .addHelpText("after", "\nExample:\n  mebae predict runs/iris new.csv --out predictions.csv")
    .action(async (model, data, options) => finish(await predict(model, data, options, io)));
  defineFit(program, io, finish);
  defineData(program, io, finish);
  defineAugment(program, io, finish);
  withCommonOptions(program.command("demo"))
    .description("generated digits, from data to report")
    .option("--out <dir>", "where model and report go", folder, folder("runs/demo"))
    .option("--seed <n>", "seed of data, weights and order", wholeNumber(0), 0)
    .option("--epochs <n>", "passes over the data", wholeNumber(1))
    .option("--resume", "go on with the run that was interrupted there", false)
    .addHelpText("after", "\nExample:\n  mebae demo --out runs/first --seed 7")
    .action(async (options) => finish(await demo(options, io)));
  withCommonOptions(program.command("bench"))
    .description("time training steps on this machine, with --profile kernel by kernel")
    .addOption(new Option("--case <name>", "one of the steps; all of them by default").choices(networkNames))
    .option("--seconds <s>", "how long to time each", finiteNumber({ positive: true }), 1)
    .option("--profile", "each kernel's time, GFLOP/s and GB/s beside what the machine can do", false)
    .addHelpText("after", "\nExample:\n  mebae bench --case mlp --profile --threads 1")
    .action(async (options) => finish(await bench(options, io)));
}

function defineTrain(program: Command, io: Io, finish: (code: number) => void): void {
  withCommonOptions(program.command("train"))
    .description("train a network, judge it by examples held out, keep it with a report")
    .argument("<data>", dataHelp)
    .option("--target <column>", "column of a table to predict")
    .option("--query <sql>", sqlHelp)
    .addOption(
      new Option("--task <task>", "what the target asks for; told from its values by default").choices([
        "classification",
        "regression",
      ]),
    )
    .option("--labels <file>", "labels of IDX images")
    .option("--classes <file>", "names of the images' classes, one a line")
    .option(
      "--test <data>",
      "judge by this file or folder; by default by the folder test beside train, or a fifth of the data held out",
    )
    .option("--test-labels <file>", "labels of the test images")
    .option("--folds <k>", "judge by k-fold cross-validation, then learn from all", wholeNumber(2))
    .option("--group <column>", "no group is split between training and testing")
    .option("--time <column>", "the past predicts the future")
    .option("--epochs <n>", "passes over the data", wholeNumber(1))
    .option("--batch-size <n>", "examples a step", wholeNumber(1))
    .option("--learning-rate <x>", "the highest of the schedule", finiteNumber({ positive: true }))
    .option("--weight-decay <x>", "decoupled weight decay", finiteNumber({ positive: false }))
    .option(
      "--size <n>",
      "side to which pictures are brought; by default their median size, or about 40 × 40",
      wholeNumber(1),
    )
    .option("--model <file>", "architecture as JSON, in place of the chosen network")
    .option("--out <dir>", "where model and report go; runs/NAME by default", folder)
    .option("--resume", "go on with the run that was interrupted there", false)
    .option("--seed <n>", "seed of splits, weights and order", wholeNumber(0), 0)
    .addOption(new Option("--device <device>", "where to compute").choices(["cpu", "gpu"]).default("cpu"))
    .addHelpText("after", trainExamples)
    .action(async (data, options) => finish(await train(data, options, io)));
}

const trainExamples = `
Examples:
  mebae train iris.csv --target species --folds 5
  mebae train houses.csv --target price --group street --out runs/houses
  mebae train photos --out runs/photos            (photos/cat/1.jpg, or photos/train/cat/1.jpg and photos/test/…)
  mebae train images.gz --labels labels.gz --test t10k-images.gz --test-labels t10k-labels.gz`;

function defineFit(program: Command, io: Io, finish: (code: number) => void): void {
  withCommonOptions(program.command("fit"))
    .description("fit a distribution to a column of numbers by maximum likelihood")
    .argument("<data>", "a CSV, JSON lines or a Parquet file")
    .option("--column <column>", "the column of numbers")
    .option("--query <sql>", sqlHelp)
    .option(
      "--distribution <name>",
      "the family: Gamma, log-normal, student-t, …; a wrong name lists them all",
    )
    .option(
      "--auto",
      "try every family that the numbers allow, and rank them; what is done without --distribution",
      false,
    )
    .addOption(
      new Option("--by <criterion>", "what ranks them; aicc by default").choices(["aic", "aicc", "bic"]),
    )
    .option("--weights <column>", "how much each row counts")
    .option("--fix <name=value>", "a parameter that is known; may be given again", fixedParameter)
    .option(
      "--truncation <low,high>",
      "rows exist only where low < x ≤ high; one may be left out",
      truncationRange,
    )
    .option("--censored <column>", "none, left (at most the number) or right (above it)")
    .option("--level <p>", "of the confidence intervals", confidenceLevel, 0.95)
    .addOption(
      new Option("--intervals <method>", "follow the likelihood, approximate it, or refit resampled rows")
        .choices(["profile", "wald", "bootstrap"])
        .default("profile"),
    )
    .option(
      "--resamples <n>",
      "refits for goodness of fit and bootstrap; some seconds' worth by default",
      wholeNumber(1),
    )
    .option("--seed <n>", "seed of the refits", wholeNumber(0), 0)
    .option("--out <dir>", "where report.html goes; no report by default", folder)
    .addHelpText("after", fitExamples)
    .action(async (data, options) => finish(await fit(data, options, io)));
}

const fitExamples = `
Examples:
  mebae fit tips.csv --column tip --auto --out runs/tips
  mebae fit pumps.csv --column hours --censored state --distribution weibull
  mebae fit claims.csv --column amount --distribution log-normal --truncation 500, --level 0.9`;
