import type { Examples, OpenedData } from "@mebae/data";
import type { Output } from "../output.js";
import { counted } from "../words.js";
import { seenInWords } from "./seenInWords.js";

/** What there is to learn from, in a sentence or two, and as an event. */
export function tellAbout(examples: Examples, data: OpenedData, output: Output): void {
  const { name, length, task, classes } = examples;
  const groups = groupCount(examples);
  const what = classes
    ? `${counted(classes.length, "class", "classes")} to tell apart`
    : "a number to predict";
  output.say(`${name}: ${howMany(examples)}, ${what}.`);
  const seen = data.kind === "images" ? data.seen : undefined;
  if (data.kind === "images" && seen) output.say(seenInWords(seen, data.dataset.features.shape));
  output.event({ event: "data", name, examples: length, groups, task, classes, pictures: seen });
}

/** What a report learned from: "photos: 300 examples in 30 groups, target label". */
export function dataInWords(examples: Examples, target: string | undefined): string {
  return `${examples.name}: ${howMany(examples)}${target === undefined ? "" : `, target ${target}`}`;
}

function howMany(examples: Examples): string {
  const groups = groupCount(examples);
  return `${counted(examples.length, "example")}${groups === undefined ? "" : ` in ${counted(groups, "group")}`}`;
}

function groupCount({ groups }: Examples): number | undefined {
  return groups && new Set(Array.from(groups)).size;
}
