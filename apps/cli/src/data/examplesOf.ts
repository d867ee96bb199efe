import { basename } from "node:path";
import { type Examples, imageExamples, type OpenedData, tableExamples } from "@mebae/data";
import { DataError, UsageError } from "@mebae/tensor";
import { groupFlags, type PictureGroupOptions, pictureGroups } from "./pictureGroups.js";

export interface ExamplesOptions extends PictureGroupOptions {
  readonly target?: string | undefined;
  readonly task?: "classification" | "regression" | undefined;
  readonly group?: string | undefined;
  readonly time?: string | undefined;
}

/** Examples to learn from. @throws UsageError where options are missing or don't fit; DataError where there is one class. */
export async function examplesOf(data: OpenedData, options: ExamplesOptions): Promise<Examples> {
  const { target, task, group, time } = options;
  if (data.kind === "table") {
    const { name, columnNames } = data.table;
    if (target === undefined)
      throw new UsageError(
        `${name}: expected --target with the column to predict, one of ${columnNames.map((column) => `"${column}"`).join(", ")}`,
      );
    const [ofPictures] = groupFlags(options);
    if (ofPictures !== undefined)
      throw new UsageError(`${name}: ${ofPictures} is of pictures; --group names a column of a table`);
    if (group !== undefined && time !== undefined)
      throw new UsageError("--group and --time exclude each other: give one of them");
    return tableExamples(data.table, {
      target,
      ...(task !== undefined && { task }),
      ...(group !== undefined && { group }),
      ...(time !== undefined && { time }),
    });
  }
  const { name, target: known } = data.dataset;
  if (known === undefined) {
    const expected =
      data.source === "pictures"
        ? "a folder of pictures for each class"
        : "--labels with the labels of the images";
    throw new UsageError(`${name}: expected ${expected}`);
  }
  if (known.kind === "classes" && known.classes.length < 2)
    throw new DataError(`${name}: expected images of two classes or more, found "${known.classes[0]}" only`, {
      file: name,
    });
  if (target !== undefined || group !== undefined || time !== undefined)
    throw new UsageError(
      `${name}: --target, --group and --time name columns of a table; these are images, which --group-pattern, --group-size or --groups group`,
    );
  const groups = await pictureGroups(data.dataset, options);
  return imageExamples(data.dataset, groups && { groups });
}

/** Examples under the name of the file or folder that the user gave, as verdicts and reports have it: "photos/train". */
export function named(examples: Examples, path: string): Examples {
  const whole = path.replace(/[\\/]+$/, "");
  const part = examples.name.startsWith(whole) ? examples.name.slice(whole.length) : "";
  return { ...examples, name: `${basename(whole)}${part}` };
}
