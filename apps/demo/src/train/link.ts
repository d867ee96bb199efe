import { batch, effect } from "@preact/signals";
import { decodeSetup, linkTo, route } from "../state/route.js";
import { readSetup } from "./setup/readSetup.js";
import { linkProblem, setup } from "./signals.js";

/** The address that brings this set-up to another person. */
export const setupLink = (): string => linkTo("train", setup.value);

let seen: string | undefined;
// A link that is opened brings its set-up, once.
effect(() => {
  const { tab, setup: text } = route.value;
  if (tab !== "train" || text === undefined || text === seen) return;
  seen = text;
  const read = readSetup(decodeSetup(text));
  batch(() => {
    linkProblem.value = "wrong" in read ? read.wrong : undefined;
    if ("setup" in read) setup.value = read.setup;
  });
});
