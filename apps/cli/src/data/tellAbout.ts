import type { Examples, OpenedData } from "@mebae/data";
import type { Output } from "../output.js";
import { counted } from "../words.js";
import { seenInWords } from "./seenInWords.js";

/** What there is to learn from, in a sentence or two, and as an event. */
export function tellAbout({ name, length, task, classes }: Examples, data: OpenedData, output: Output): void {
  const what = classes
    ? `${counted(classes.length, "class", "classes")} to tell apart`
    : "a number to predict";
  output.say(`${name}: ${counted(length, "example")}, ${what}.`);
  const seen = data.kind === "images" ? data.seen : undefined;
  if (data.kind === "images" && seen) output.say(seenInWords(seen, data.dataset.features.shape));
  output.event({ event: "data", name, examples: length, task, classes, pictures: seen });
}
