import type { Examples, OpenedData } from "@mebae/data";
import type { Output } from "../output.js";
import { counted } from "../words.js";
import { seenInWords } from "./seenInWords.js";

/** What there is to learn from, in a sentence or two, and as an event. */
export function tellAbout(examples: Examples, data: OpenedData, output: Output): void {
  const { name, length, task, classes } = examples;
  const groups = examples.groups && new Set(Array.from(examples.groups)).size;
  const what = classes
    ? `${counted(classes.length, "class", "classes")} to tell apart`
    : "a number to predict";
  const inGroups = groups === undefined ? "" : ` in ${counted(groups, "group")}`;
  output.say(`${name}: ${counted(length, "example")}${inGroups}, ${what}.`);
  const seen = data.kind === "images" ? data.seen : undefined;
  if (data.kind === "images" && seen) output.say(seenInWords(seen, data.dataset.features.shape));
  output.event({ event: "data", name, examples: length, groups, task, classes, pictures: seen });
}
