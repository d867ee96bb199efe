import { computed, effect, signal } from "@preact/signals";
import { room } from "../engine/engine.js";
import { decodeSetup, route } from "../state/route.js";
import { toCrossing, toMatrix } from "./crossing.js";
import { fitted, formOf, givenTo, layers, namesOf, randomized } from "./layers/index.js";
import type { LayerPage } from "./layers/layer.js";
import { type Cell, type LayerId, type Matrix, readSetup, type Values } from "./setup.js";
import type { Check } from "./worker/engine.js";

/** What a layer was run on and what came out, in one: numbers of one moment. */
export interface Outcome {
  readonly layer: LayerPage;
  /** All numbers by name, given ones and found ones. */
  readonly values: Values;
  /** The layer's own sentence, where it refused what it was given. */
  readonly refusal?: string;
}

const examples = Object.fromEntries(Object.values(layers).map(({ id, example }) => [id, example]));

export const layer = signal<LayerPage>(layers.multiply);
/** Each layer keeps its numbers while another is looked at. */
const kept = signal<Readonly<Record<string, Values>>>(examples);
export const values = computed<Values>(() => kept.value[layer.value.id]!);
export const outcome = signal<Outcome | undefined>(undefined);
/** Undefined until the numbers that stand there have been compared. */
export const check = signal<Check | undefined>(undefined);
/** The number whose making is shown. */
export const looked = signal<Cell | undefined>(undefined);
/** Whether a link brought something that this page didn't make. */
export const isLinkBroken = signal(false);
/** Why the engine gave no answer, where it gave none. */
export const failure = signal<string | undefined>(undefined);

export function openLayer(id: LayerId): void {
  looked.value = undefined;
  isLinkBroken.value = false;
  layer.value = layers[id];
}

export function setValues(next: Values): void {
  isLinkBroken.value = false;
  kept.value = { ...kept.value, [layer.value.id]: next };
}

export const setMatrix = (name: string, matrix: Matrix): void =>
  setValues({ ...values.value, [name]: matrix });
export const makeFit = (): void => setValues(fitted(layer.value, values.value));
export const drawRandom = (): void => setValues(randomized(layer.value, values.value, Math.random));

/** Links bring a set-up, also while this tab is open. */
effect(() => {
  const { tab, setup } = route.value;
  if (tab !== "backward" || setup === undefined) return;
  const read = readSetup(decodeSetup(setup), namesOf);
  isLinkBroken.value = read === undefined;
  if (!read) return;
  looked.value = undefined;
  layer.value = layers[read.layer];
  kept.value = { ...kept.peek(), [read.layer]: read.values };
});

let turn = 0;
let later: ReturnType<typeof setTimeout> | undefined;

/** Every change is computed by the worker; what is overtaken by another change is dropped. */
effect(() => {
  const [of, given] = [layer.value, values.value];
  turn++;
  clearTimeout(later);
  check.value = undefined;
  compute(of, given, turn).catch((error: Error) => {
    failure.value = error.message;
  });
});

async function compute(of: LayerPage, given: Values, mine: number): Promise<void> {
  const crossings = Object.fromEntries(
    givenTo(of).map(({ name }) => [name, toCrossing(given[name]!, formOf(of, name, given))]),
  );
  const worker = await room("backward");
  const answer = await worker.run(of.id, crossings);
  if (mine !== turn) return;
  failure.value = undefined;
  if ("refusal" in answer) {
    outcome.value = { layer: of, values: given, refusal: answer.refusal };
    return;
  }
  const found = Object.entries(answer.values).map(([name, one]) => [name, toMatrix(one)] as const);
  outcome.value = { layer: of, values: { ...given, ...Object.fromEntries(found) } };
  // Hundreds of forwards: not for each of the letters that are typed in a row.
  later = setTimeout(async () => {
    const found = await worker.check(of.id, crossings);
    if (mine === turn) check.value = found;
  }, 150);
}
