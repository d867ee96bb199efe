import { type Command, Option } from "commander";
import { pattern, wholeNumber } from "../arguments.js";

export const dataHelp =
  "a CSV, JSON lines, Parquet, .npz, IDX images, a CIFAR binary, or a folder of pictures with one folder a class";
export const sqlHelp = "a query over the file, which it sees as the table data (needs @duckdb/node-api)";

/** Where data are divided; `usual` is taken where nobody says which. */
export function partHelp(usual?: "train" | "test"): string {
  const otherwise = usual ? `; ${usual} by default` : "";
  return `which part of a folder or .npz that is divided into train, test, …${otherwise}`;
}

/** What every command has that learns from examples: which they are, and how they may be split. */
export function withExampleOptions(command: Command): Command {
  return command
    .option("--target <column>", "column of a table to predict")
    .option("--query <sql>", sqlHelp)
    .addOption(
      new Option("--task <task>", "what the target asks for; told from its values by default").choices([
        "classification",
        "regression",
      ]),
    )
    .option("--labels <file>", "labels of IDX images")
    .option("--part <name>", partHelp("train"))
    .option("--classes <file>", "names of the images' classes, one a line")
    .option("--group <column>", "column of a table: no group is split between learning and testing")
    .option(
      "--group-pattern <regex>",
      "groups of pictures: what it matches of a file's path, or its brackets, such as '/([a-z]+)_'",
      pattern,
    )
    .option(
      "--group-size <n>",
      "groups of pictures: so many in a row by their files' names, as one person was taken after another",
      wholeNumber(2),
    )
    .option("--groups <file>", "groups of pictures: a CSV with the columns file and group")
    .option("--time <column>", "column of a table: the past predicts the future")
    .option(
      "--size <n>",
      "side to which pictures are brought; by default their median size, or about 40 × 40",
      wholeNumber(1),
    );
}
