import { augmentations } from "@mebae/data";
import { type Command, InvalidArgumentError, Option } from "commander";
import { folder, wholeNumber, withCommonOptions } from "../arguments.js";
import type { Io } from "../io.js";
import { augment } from "./augment.js";
import { partHelp } from "./exampleOptions.js";

function strength(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 2) return value;
  throw new InvalidArgumentError(`expected a number from 0 to 2, got "${text}".`);
}

/** `mebae augment`. */
export function defineAugment(program: Command, io: Io, finish: (code: number) => void): void {
  withCommonOptions(
    program
      .command("augment")
      .description("look at what augmentation does to images, before training with it")
      .argument("<data>", "a folder of pictures, IDX images or a CIFAR binary")
      .option("--preview <file>", "a PNG: each row an image, first as it is, then as changed")
      .option("--out <dir>", "where report.html goes: the presets and each augmentation by itself", folder)
      .addOption(
        new Option(
          "--preset <name>",
          "for which kind of images; in the preview all of them by default",
        ).choices(Object.keys(augmentations)),
      )
      .option("--strength <x>", "from 0, nothing, to 2", strength, 1)
      .option("--rows <n>", "images to show", wholeNumber(1, 100), 4)
      .option("--columns <n>", "pictures a row, the original among them", wholeNumber(2, 100), 8)
      .option("--labels <file>", "labels of IDX images: rows are then of the classes in turn")
      .option("--part <name>", partHelp("train"))
      .option("--seed <n>", "seed of the changes", wholeNumber(0), 0),
  )
    .addHelpText(
      "after",
      "\nExample:\n  mebae augment images.gz --labels labels.gz --preview clothes.png --preset clothes",
    )
    .action(async (data, options) => finish(await augment(data, options, io)));
}
