import { type Command, InvalidArgumentError } from "commander";
import {
  budgetOption,
  deviceOption,
  folder,
  probability,
  wholeNumber,
  withCommonOptions,
} from "../arguments.js";
import { methodNames } from "../comparing/methods.js";
import type { Io } from "../io.js";
import { budgetForms, dataHelp, withExampleOptions } from "./exampleOptions.js";
import { learningCurve } from "./learningCurve.js";

/** "10,20,50", ascending. */
function growingSizes(text: string): readonly number[] {
  const sizes = text.split(",").map(Number);
  const grow = sizes.every((size, i) => Number.isInteger(size) && size > (sizes[i - 1] ?? 0));
  if (grow && sizes.length >= 4) return sizes;
  throw new InvalidArgumentError(`expected four or more growing whole numbers, 10,20,50,100, got "${text}".`);
}

/** `mebae learning-curve`. */
export function defineLearningCurve(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command("learning-curve")
    .description("what would more data bring? Learn from growing parts, and extrapolate")
    .argument("<data>", dataHelp)
    .optionsGroup("Measuring:")
    .option(
      "--method <name>",
      "what learns: the network, or a classical method such as random-forest",
      (text) => methodNames(text).join(","),
      "network",
    )
    .addOption(
      budgetOption(
        `about how long the network may learn each time, ${budgetForms}; longer ones average more networks`,
        30,
      ),
    )
    .option(
      "--sizes <n,n,…>",
      "how many examples to learn from; by default doubled from a few to all",
      growingSizes,
    )
    .option("--repeats <n>", "deal the examples anew so often", wholeNumber(1), 3)
    .option("--goal <score>", "also tell how many examples such an accuracy, or R², takes", probability(0.95))
    .option("--seed <n>", "seed of parts and learning", wholeNumber(0), 0)
    .addOption(deviceOption());
  withExampleOptions(command)
    .optionsGroup("Folder:")
    .option("--out <dir>", "where report.html goes; runs/NAME-curve by default", folder)
    .option("--resume", "go on with the curve that was interrupted there", false);
  withCommonOptions(command)
    .addHelpText("after", examples)
    .action(async (data, options) => finish(await learningCurve(data, options, io)));
}

const examples = `
Examples:
  mebae learning-curve iris.csv --target species --method logistic-regression
  mebae learning-curve houses.csv --target price --goal 0.9 --budget 1m
  mebae learning-curve photos --sizes 20,40,80,160,300 --out runs/photos-curve`;
