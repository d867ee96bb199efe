import type { Command } from "commander";
import { budgetOption, deviceOption, folder, wholeNumber, withCommonOptions } from "../arguments.js";
import { methodNames } from "../comparing/methods.js";
import type { Io } from "../io.js";
import { compare } from "./compare.js";
import { budgetForms, dataHelp, withExampleOptions } from "./exampleOptions.js";

/** `mebae compare`. */
export function defineCompare(program: Command, io: Io, finish: (code: number) => void): void {
  const command = program
    .command("compare")
    .description("is a network worth it? Compare it with classical methods on the same folds")
    .argument("<data>", dataHelp)
    .optionsGroup("Comparing:")
    .option(
      "--methods <names>",
      "classical methods to compare with, such as random-forest,logistic-regression; by default all that suit the data",
      methodNames,
    )
    .addOption(
      budgetOption(
        `about how long the network may learn in each fold, ${budgetForms}; longer ones average more networks`,
        60,
      ),
    )
    .option("--folds <k>", "parts that are held out in turn", wholeNumber(2), 5)
    .option(
      "--repeats <n>",
      "deal the folds anew so often; narrows the intervals a little",
      wholeNumber(1),
      1,
    )
    .option("--seed <n>", "seed of folds and learning", wholeNumber(0), 0)
    .addOption(deviceOption());
  withExampleOptions(command)
    .optionsGroup("Folder:")
    .option("--out <dir>", "where report.html goes; runs/NAME-compare by default", folder)
    .option("--resume", "go on with the comparison that was interrupted there", false);
  withCommonOptions(command)
    .addHelpText("after", examples)
    .action(async (data, options) => finish(await compare(data, options, io)));
}

const examples = `
Examples:
  mebae compare iris.csv --target species
  mebae compare houses.csv --target price --group street --methods ridge-regression,random-forest
  mebae compare photos --budget 5m --repeats 2 --out runs/photos-compare`;
