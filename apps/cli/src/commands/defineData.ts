import { publishedData } from "@mebae/data";
import type { Command } from "commander";
import { folder, withCommonOptions } from "../arguments.js";
import type { Io } from "../io.js";
import { dataGet } from "./dataGet.js";
import { dataShow } from "./dataShow.js";
import { dataHelp, partHelp, sqlHelp } from "./exampleOptions.js";

/** `mebae data get` and `mebae data show`. */
export function defineData(program: Command, io: Io, finish: (code: number) => void): void {
  const data = program.command("data").description("download published data, and look at what a file holds");
  withCommonOptions(
    data
      .command("get")
      .description("download a published data set, checked and kept in a cache")
      .argument("<name>", publishedData.map(({ name }) => name).join(", "))
      .option("--out <dir>", "where its files go; data/NAME by default", folder),
  )
    .addHelpText("after", getHelp)
    .action(async (name, options) => finish(await dataGet(name, options, io)));
  withCommonOptions(
    data
      .command("show")
      .description("what a file holds: columns with their types, or images with their classes")
      .argument("<data>", dataHelp)
      .option("--target <column>", "also warn of columns that give this one away")
      .option("--labels <file>", "labels of IDX images")
      .option("--part <name>", partHelp("train"))
      .option("--query <sql>", sqlHelp),
  )
    .addHelpText("after", showHelp)
    .action(async (path, options) => finish(await dataShow(path, options, io)));
}

const getHelp = `
The data sets:
${publishedData.map(({ name, title }) => `  ${name.padEnd(14)} ${title}`).join("\n")}

Downloads are kept in MEBAE_CACHE, or in the platform's folder for caches. An interrupted download goes on where it ended.

Example:
  mebae data get fashion-mnist`;

const showHelp = `
Examples:
  mebae data show photos --part test
  mebae data show titanic.csv --target survived
  mebae data show sales.parquet --query "select * from data where year >= 2024"`;
