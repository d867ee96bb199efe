import { type Command, Option } from "commander";
import { deviceOption, folder, probability, withCommonOptions } from "../arguments.js";
import type { Io } from "../io.js";
import { dataHelp, partHelp, sqlHelp } from "./exampleOptions.js";
import { predict } from "./predict.js";

/** `mebae predict`. */
export function definePredict(program: Command, io: Io, finish: (code: number) => void): void {
  withCommonOptions(
    program
      .command("predict")
      .description("predict each example of a file")
      .argument("<model>", "folder that mebae train wrote")
      .argument("<data>", `${dataHelp}; a target column is ignored`)
      .option("--out <file>", "a CSV file for the predictions, in place of standard output")
      .option(
        "--report <dir>",
        "where report.html goes: how sure predictions are, and which to look at; no report by default",
        folder,
      )
      .option("--query <sql>", sqlHelp)
      .option("--part <name>", partHelp())
      .option(
        "--confidence <p>",
        "calibrated probabilities, and sets of classes or intervals that hold the truth so often",
        probability(0.9),
      )
      .addOption(
        new Option(
          "--method <method>",
          "how sets are made: the smallest ones (lac), larger ones for hard examples (aps, raps), or the promise kept for each class; lac by default",
        ).choices(["lac", "aps", "raps", "class-conditional"]),
      )
      .option(
        "--risk <p>",
        "ask a person until at most this share of the other predictions is wrong, with 95 % certainty",
        probability(0.05),
      )
      .addOption(deviceOption()),
  )
    .addHelpText("after", examples)
    .action(async (model, data, options) => finish(await predict(model, data, options, io)));
}

const examples = `
Examples:
  mebae predict runs/iris new.csv --out predictions.csv
  mebae predict runs/iris new.csv --confidence 0.9
  mebae predict runs/photos inbox --confidence 0.95 --risk 0.05 --report runs/inbox`;
