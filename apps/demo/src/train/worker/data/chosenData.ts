import { generateDigits, type OpenedData } from "@mebae/data";
import type { DataChoice, Setup } from "../../setup/setup.js";
import { imageData } from "./imageData.js";
import { noFiles } from "./refusals.js";
import { shapeTable } from "./shapes.js";
import type { TrainingData } from "./trainingData.js";

interface Kept {
  readonly key: string;
  readonly opened: OpenedData | undefined;
}

let source: (Kept & { readonly data: OpenedData }) | undefined;
let prepared: (Kept & { readonly data: TrainingData }) | undefined;

/** The data that a set-up asks for, as they are; the same as last time where nothing about them has changed. */
export function chosenSource({ data, seed }: Setup, opened: OpenedData | undefined): OpenedData {
  if (data.kind === "files") {
    if (!opened) throw noFiles();
    return opened;
  }
  const key = JSON.stringify({ data, seed });
  if (source?.key !== key) source = { key, opened: undefined, data: generate(data, seed) };
  return source.data;
}

function generate(data: Exclude<DataChoice, { kind: "files" }>, seed: number): OpenedData {
  if (data.kind === "shape")
    return { kind: "table", table: shapeTable(data.shape, data.count, data.noise, seed) };
  const dataset = generateDigits({ count: data.count, size: data.size, seed });
  return { kind: "images", source: "idx", dataset };
}

/** The same, divided and prepared for training. */
export async function chosenData(setup: Setup, opened: OpenedData | undefined): Promise<TrainingData> {
  const { data, validation, seed } = setup;
  const key = JSON.stringify({ data, validation, seed });
  if (prepared?.key !== key || prepared.opened !== opened)
    prepared = { key, opened, data: await prepare(setup, chosenSource(setup, opened)) };
  return prepared.data;
}

async function prepare({ data, validation, seed }: Setup, from: OpenedData): Promise<TrainingData> {
  const split = { validation, seed };
  if (from.kind === "images") return imageData(from.dataset, split);
  const { target, task } = data.kind === "files" ? data : { target: "class", task: "automatic" as const };
  const { tableData } = await import("./tableData.js");
  return tableData(from.table, { ...split, target, task });
}
