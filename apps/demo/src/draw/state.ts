import { computed, signal } from "@preact/signals";
import { chooseDevice, device } from "../engine/engine.js";
import { defaultSetup } from "../train/setup/presets.js";
import {
  closeModel,
  ending,
  facts,
  goOnWithoutGraphics,
  network,
  openModel,
  pause,
  phase,
  reset,
  setup,
  train,
  trainer,
} from "../train/state.js";
import { type Point, pixelsOf, type Stroke } from "./ink.js";
import type { Reading } from "./reading.js";

/** What was drawn. */
export const strokes = signal<readonly Stroke[]>([]);
/** The place of an example that was taken instead of a drawing. */
export const example = signal<number | undefined>(undefined);

/** Whether there is nothing on the surface, nor an example in its place. */
export const isBlank = computed(() => strokes.value.length === 0 && example.value === undefined);

/** Whether the network that the page has can read a drawing. */
export const canRead = computed(() => network.value?.kind === "image" && network.value.channels === 1);

/** Whether the network that reads is gone with the graphics device it was on. */
export const isLost = computed(() =>
  openModel.value ? device.value?.kind === "lost" : ending.value?.kind === "lost",
);

/** Reads with WebAssembly from now on; where the device was lost in a training, it goes on too. */
export async function readWithoutGraphics(): Promise<void> {
  await (openModel.value ? chooseDevice("cpu") : goOnWithoutGraphics());
}

/** What the network sees: white on black, from 0 to 1; undefined while there is nothing to see. */
export const pixels = computed<Float32Array | undefined>(() => {
  if (!canRead.value) return undefined;
  const [height, width] = network.value!.size;
  if (example.value !== undefined) {
    const tile = tileOf(example.value);
    if (tile) return tile;
  }
  return strokes.value.length > 0 ? pixelsOf(strokes.value, height, width) : undefined;
});

function tileOf(place: number): Float32Array | undefined {
  const samples = facts.value?.samples;
  if (!samples || place >= samples.count) return undefined;
  const size = samples.height * samples.width;
  const { values } = samples;
  const most = values instanceof Uint8Array ? 255 : 1;
  return Float32Array.from(values.subarray(place * size, (place + 1) * size), (value) => value / most);
}

export function beginStroke(point: Point): void {
  example.value = undefined;
  strokes.value = [...strokes.value, [point]];
}

/** Nearer than this to the last one, a point adds nothing. */
const nearest = 0.006;

export function extendStroke(points: readonly Point[]): void {
  const last = strokes.value.at(-1);
  if (!last) return;
  const grown = [...last];
  for (const point of points) {
    const { x, y } = grown.at(-1)!;
    if (Math.hypot(point.x - x, point.y - y) >= nearest) grown.push(point);
  }
  if (grown.length > last.length) strokes.value = [...strokes.value.slice(0, -1), grown];
}

export function undo(): void {
  example.value = undefined;
  strokes.value = strokes.value.slice(0, -1);
}

export function clear(): void {
  example.value = undefined;
  strokes.value = [];
}

export function takeExample(place: number): void {
  strokes.value = [];
  example.value = place;
}

export const reading = signal<Reading | undefined>(undefined);
/** Why the network couldn't be asked. */
export const problem = signal<string | undefined>(undefined);

/** Between two questions, in milliseconds: a hand draws faster than anyone reads. */
const rest = 80;
let isAsking = false;
let isAskedAgain = false;

/** Asks the network what the pixels of this moment are; once more where they changed meanwhile. */
export async function read(): Promise<void> {
  if (isAsking) {
    isAskedAgain = true;
    return;
  }
  isAsking = true;
  do {
    isAskedAgain = false;
    await readNow();
    await new Promise((resolve) => setTimeout(resolve, rest));
  } while (isAskedAgain);
  isAsking = false;
}

async function readNow(): Promise<void> {
  const seen = pixels.peek();
  try {
    const found = seen && (await (await trainer()).classify(seen));
    // Cleared meanwhile: an answer to nothing would stay.
    if (pixels.peek() || !found) reading.value = found;
    problem.value = undefined;
  } catch (error) {
    reading.value = undefined;
    problem.value = (error as Error).message;
  }
}

/** Whether the digits' network is to be trained as soon as it is made. */
export const isAwaited = signal(false);

/** Trains the network of generated digits in the room of training, in place of what is there. */
export async function trainDigits(): Promise<void> {
  if (phase.value === "running") await pause();
  // An opened model would go on reading in place of the network that is awaited.
  if (openModel.value) await closeModel();
  setup.value = defaultSetup;
  isAwaited.value = true;
  // A network that has learned waits to be told; others follow the set-up by themselves.
  if (phase.value === "resting") await reset();
}

/** The first visit finds nothing trained: the digits' network is begun by itself, once. */
let isFirst = true;
export function beginByItself(): void {
  if (isFirst && setup.value === defaultSetup && !network.value?.isTrained && phase.value !== "running")
    isAwaited.value = true;
  isFirst = false;
}

/** Trains what is awaited when it is made; for an effect. */
export function trainWhenMade(): void {
  if (!isAwaited.value || phase.value !== "ready" || !canRead.value) return;
  if (setup.value !== defaultSetup) return;
  isAwaited.value = false;
  void train();
}
