import { batch, effect } from "@preact/signals";
import { decodeSetup, route } from "../state/route.js";
import { readSetup, type Setup } from "./link.js";
import { askStudy, fail, room } from "./requests.js";
import {
  chosen,
  columns,
  families,
  fileProblem,
  isLinkBroken,
  level,
  origin,
  path,
  study,
  values,
} from "./state.js";

let isStarted = false;

/** Computes what the room opens with, once: a link's set-up, or its own. Links are followed while it is open, too. */
export async function start(): Promise<void> {
  if (isStarted) return;
  isStarted = true;
  try {
    families.value = await (await room()).families();
    effect(() => {
      const { tab, setup } = route.value;
      if (tab === "likelihood") open(setup).catch(fail);
    });
  } catch (error) {
    isStarted = false;
    fail(error as Error);
  }
}

async function open(text: string | undefined): Promise<void> {
  if (text !== undefined) {
    const read = readSetup(decodeSetup(text), families.peek());
    const isGood = read !== undefined && (await (await room()).canStand(read.family, read.stands));
    isLinkBroken.value = !isGood;
    if (isGood) return take(read);
  }
  // Untracked: only another address is a reason to open anything again.
  if (!study.peek()) askStudy({});
}

function take({ family, samples, stands, level: confidence }: Setup): void {
  const { parameters } = families.value.find(({ name }) => name === family)!;
  const given = parameters.filter(({ isGiven }) => isGiven).map(({ name }) => [name, stands[name]!]);
  batch(() => {
    chosen.value = family;
    values.value = Float64Array.from(samples);
    origin.value = "person";
    level.value = confidence;
    path.value = undefined;
    fileProblem.value = undefined;
    columns.value = [];
  });
  askStudy({ given: Object.fromEntries(given), stands });
}
