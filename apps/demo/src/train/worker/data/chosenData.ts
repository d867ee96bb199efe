import { generateDigits, type OpenedData } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { Setup } from "../../setup/setup.js";
import { imageData } from "./imageData.js";
import { shapeTable } from "./shapes.js";
import { tableData } from "./tableData.js";
import type { TrainingData } from "./trainingData.js";

/** The code of the error that says that a set-up asks for files which aren't here. */
export const noFiles = "no files";

let kept:
  | { readonly key: string; readonly opened: OpenedData | undefined; readonly data: TrainingData }
  | undefined;

/** The data that a set-up asks for; the same as last time where nothing about them has changed. */
export function chosenData(setup: Setup, opened: OpenedData | undefined): TrainingData {
  const { data, validation, seed } = setup;
  const key = JSON.stringify({ data, validation, seed });
  if (kept?.key === key && kept.opened === opened) return kept.data;
  const made = make(setup, opened);
  kept = { key, opened, data: made };
  return made;
}

function make({ data, validation, seed }: Setup, opened: OpenedData | undefined): TrainingData {
  const split = { validation, seed };
  if (data.kind === "digits")
    return imageData(generateDigits({ count: data.count, size: data.size, seed }), split);
  if (data.kind === "shape") {
    const table = shapeTable(data.shape, data.count, data.noise, seed);
    return tableData(table, { ...split, target: "class", task: "classification" });
  }
  if (!opened) throw new UsageError(noFiles);
  if (opened.kind === "images") return imageData(opened.dataset, split);
  return tableData(opened.table, { ...split, target: data.target, task: data.task });
}
