import { type Command, Option } from "commander";
import { pattern, wholeNumber } from "../arguments.js";

export const dataHelp =
  "a CSV, JSON lines, Parquet, .npz, IDX images, a CIFAR binary, or a folder of pictures with one folder a class";
export const sqlHelp = "a query over the file, which it sees as the table data (needs @duckdb/node-api)";

/** How a budget is written, and what of. */
export const budgetForms = "such as 20s or 5m of one processor's time";

/** Where data are divided; `usual` is taken where nobody says which. */
export function partHelp(usual?: "train" | "test"): string {
  const otherwise = usual ? `; ${usual} by default` : "";
  return `which part of a folder or .npz that is divided into train, test, …${otherwise}`;
}

/** What every command has that learns from examples: which they are, and how they may be split. */
export function withExampleOptions(command: Command): Command {
  command
    .optionsGroup("Data:")
    .option("--target <column>", "column of a table to predict")
    .addOption(
      new Option("--task <task>", "what the target asks for; told from its values by default").choices([
        "classification",
        "regression",
      ]),
    )
    .option("--query <sql>", sqlHelp)
    .option("--part <name>", partHelp("train"))
    .option(
      "--size <n>",
      "side in pixels to which pictures are brought; by default their median size, or about 40 × 40",
      wholeNumber(1),
    )
    .option("--labels <file>", "labels of IDX images")
    .option("--classes <file>", "names of the images' classes, one a line");
  return command
    .optionsGroup("What must not be split between learning and testing:")
    .option("--group <column>", "column of a table: rows that have the same in it stay together")
    .option("--time <column>", "column of a table: the past predicts the future")
    .option(
      "--group-size <n>",
      "pictures: so many in a row by their files' names, as one person was taken after another",
      wholeNumber(2),
    )
    .option(
      "--group-pattern <regex>",
      "pictures: what it matches of a file's path, or its brackets, such as '/([a-z]+)_'",
      pattern,
    )
    .option("--groups <file>", "pictures: a CSV with the columns file and group");
}
