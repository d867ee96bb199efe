import { networkNames } from "@mebae/workloads";
import { type Command, Option } from "commander";
import {
  deviceOption,
  finiteNumber,
  folder,
  probability,
  wholeNumber,
  withCommonOptions,
} from "../arguments.js";
import { fixedParameter, truncationRange } from "../fitting/arguments.js";
import type { Io } from "../io.js";
import { bench } from "./bench.js";
import { defineAugment } from "./defineAugment.js";
import { defineCompare } from "./defineCompare.js";
import { defineData } from "./defineData.js";
import { defineLearningCurve } from "./defineLearningCurve.js";
import { definePredict } from "./definePredict.js";
import { defineTrain } from "./defineTrain.js";
import { demo } from "./demo.js";
import { evaluate } from "./evaluate.js";
import { dataHelp, partHelp, sqlHelp } from "./exampleOptions.js";
import { fit } from "./fit.js";

/** Every command with its options and examples; `finish` takes the exit code. */
export function defineCommands(program: Command, io: Io, finish: (code: number) => void): void {
  defineTrain(program, io, finish);
  defineCompare(program, io, finish);
  defineLearningCurve(program, io, finish);
  withCommonOptions(
    program
      .command("evaluate")
      .description("measure a kept model by data whose targets are known")
      .argument("<model>", "folder that mebae train wrote")
      .argument("<data>", dataHelp)
      .option("--target <column>", "the column with the truth; the model's own by default")
      .option("--query <sql>", sqlHelp)
      .option("--labels <file>", "labels of IDX images")
      .option("--part <name>", partHelp("test"))
      .option("--out <dir>", "where report.html goes; no report by default", folder)
      .addOption(deviceOption()),
  )
    .addHelpText("after", "\nExample:\n  mebae evaluate runs/iris new.csv --out runs/iris-new")
    .action(async (model, data, options) => finish(await evaluate(model, data, options, io)));
  definePredict(program, io, finish);
  defineFit(program, io, finish);
  defineData(program, io, finish);
  defineAugment(program, io, finish);
  withCommonOptions(
    program
      .command("demo")
      .description("generated digits, from data to report")
      .addOption(
        new Option("--out <dir>", "where model and report go")
          .argParser(folder)
          .default(folder("runs/demo"), "runs/demo"),
      )
      .option("--seed <n>", "seed of data, weights and order", wholeNumber(0), 0)
      .option("--epochs <n>", "passes over the data", wholeNumber(1))
      .option("--resume", "go on with the run that was interrupted there", false)
      .addOption(deviceOption()),
  )
    .addHelpText("after", "\nExample:\n  mebae demo --out runs/first --seed 7")
    .action(async (options) => finish(await demo(options, io)));
  withCommonOptions(
    program
      .command("bench")
      .description("time training steps on this machine, with --profile kernel by kernel")
      .addOption(
        new Option("--case <name>", "one of the steps; all of them by default").choices(networkNames),
      )
      .option("--seconds <s>", "how long to time each, in seconds", finiteNumber({ positive: true }), 1)
      .option("--profile", "each kernel's time, GFLOP/s and GB/s beside what the machine can do", false)
      .addOption(deviceOption()),
  )
    .addHelpText("after", "\nExample:\n  mebae bench --case mlp --profile --threads 1")
    .action(async (options) => finish(await bench(options, io)));
}

function defineFit(program: Command, io: Io, finish: (code: number) => void): void {
  withCommonOptions(
    program
      .command("fit")
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
      .option("--level <p>", "of the confidence intervals", probability(0.95), 0.95)
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
      .option("--out <dir>", "where report.html goes; no report by default", folder),
  )
    .addHelpText("after", fitExamples)
    .action(async (data, options) => finish(await fit(data, options, io)));
}

const fitExamples = `
Examples:
  mebae fit tips.csv --column tip --auto --out runs/tips
  mebae fit pumps.csv --column hours --censored state --distribution weibull
  mebae fit claims.csv --column amount --distribution log-normal --truncation 500, --level 0.9`;
