import type { Tensor } from "@mebae/tensor";
import type { AnyLayer } from "./layer.js";

/** Called after each layer's forward, inner layers first. */
export type Observer = (layer: AnyLayer, inputs: readonly Tensor[], output: Tensor) => void;

let observer: Observer | undefined;

/** Runs `fn` while `next` is told of every layer's forward. */
export function observe<T>(next: Observer, fn: () => T): T {
  const kept = observer;
  observer = next;
  try {
    return fn();
  } finally {
    observer = kept;
  }
}

/** Tells the observer, if any. */
export const report: Observer = (layer, inputs, output) => observer?.(layer, inputs, output);
