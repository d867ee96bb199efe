import type { Backend, BufferHandle } from "./backend.js";

/** A backend buffer shared by the tensors that view it, freed when the last of them is disposed. */
export class SharedBuffer {
  #references = 1;

  constructor(
    readonly backend: Backend,
    readonly handle: BufferHandle,
    readonly bytes: number,
  ) {
    live.bytes += bytes;
    live.buffers++;
  }

  get isShared(): boolean {
    return this.#references > 1;
  }

  retain(): this {
    this.#references++;
    return this;
  }

  release(): void {
    if (--this.#references > 0) return;
    live.bytes -= this.bytes;
    live.buffers--;
    this.backend.free(this.handle);
  }
}

const live = { bytes: 0, buffers: 0, tensors: 0 };
let debugging = false;
let finalizing = true;
const origins = new Map<object, string>();

/** What is alive now. */
export interface MemoryReport {
  /** Bytes of all buffers that some tensor still holds, on all backends. */
  readonly bytes: number;
  readonly buffers: number;
  /** Tensor objects not yet disposed; several may share a buffer. */
  readonly tensors: number;
  /** In debug mode: where each living tensor was made, most frequent first. */
  readonly origins?: readonly { readonly count: number; readonly stack: string }[];
}

/** Live bytes, buffers and tensors; in debug mode (`debugMemory(true)`) also where each tensor was made. */
export function memory(): MemoryReport {
  if (!debugging) return { ...live };
  const counts = new Map<string, number>();
  for (const stack of origins.values()) counts.set(stack, (counts.get(stack) ?? 0) + 1);
  const list = [...counts].map(([stack, count]) => ({ count, stack })).sort((a, b) => b.count - a.count);
  return { ...live, origins: list };
}

/** Turns the recording of each tensor's place of birth on or off; it is slow. */
export function debugMemory(on: boolean): void {
  debugging = on;
  if (!on) origins.clear();
}

/** Turns the finalizer off or on: it frees tensors that were forgotten, and leak tests run without it. */
export function useFinalizer(on: boolean): void {
  finalizing = on;
}

const registry = new FinalizationRegistry<SharedBuffer>((buffer) => {
  live.tensors--;
  buffer.release();
});

/** Counts a new tensor. */
export function trackBirth(tensor: object): void {
  live.tensors++;
  if (debugging) origins.set(tensor, new Error("made").stack?.split("\n").slice(4, 9).join("\n") ?? "");
}

/** In debug mode: the nearest place outside this package that the program is at, as FILE:LINE:COLUMN. */
export function birthplace(): string | undefined {
  if (!debugging) return undefined;
  const places = stackOf(deepest)
    .split("\n")
    .flatMap((line) => /[^\s(@]+:\d+:\d+(?=\)?$)/.exec(line)?.[0] ?? []);
  const own = places[0]?.slice(0, places[0].lastIndexOf("/") + 1) ?? "";
  // Where one folder holds this package and the program, the caller of an op stands six places up.
  return places.find((place) => !place.startsWith(own)) ?? places[6];
}

/** Calls that a program may be away from the allocation: gradients and scopes stand between. */
const deepest = 50;

function stackOf(calls: number): string {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = calls;
  try {
    return new Error("made").stack ?? "";
  } finally {
    Error.stackTraceLimit = usual;
  }
}

/** Counts a disposed tensor. */
export function trackDeath(tensor: object): void {
  live.tensors--;
  if (debugging) origins.delete(tensor);
}

/** Hands a tensor that no scope owns to the finalizer. */
export function watchForGarbage(tensor: object, buffer: SharedBuffer): void {
  if (finalizing) registry.register(tensor, buffer, tensor);
}

export function unwatchForGarbage(tensor: object): void {
  registry.unregister(tensor);
}
