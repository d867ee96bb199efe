import "../disposal.js";
import { isFloat } from "../dtype.js";
import type { AnyOp, Attributes } from "../ops/op.js";
import type { Tensor } from "../tensor.js";

/** One op that ran under a tape. The tape holds handles of its own on what gradients may need. */
export interface TapeRecord {
  readonly op: AnyOp;
  readonly attributes: Attributes;
  readonly inputs: readonly Tensor[];
  readonly output: Tensor;
}

/**
 * What ran between a watched tensor and now, in order. Tapes nest: an op is recorded on every open tape that
 * tracks one of its inputs, and while a tape runs backwards only the tapes around it record, which is what
 * makes gradients of gradients.
 */
export class Tape implements Disposable {
  readonly records: TapeRecord[] = [];
  readonly #tracked = new Set<number>();

  watch(tensor: Tensor): void {
    this.#tracked.add(tensor.id);
  }

  tracks(tensor: Tensor): boolean {
    return this.#tracked.has(tensor.id);
  }

  record(op: AnyOp, attributes: Attributes, inputs: readonly Tensor[], output: Tensor): void {
    if (!isFloat(output.dtype) || !inputs.some((input) => this.tracks(input))) return;
    this.#tracked.add(output.id);
    const held = inputs.map((input) => input.alias({ owner: null }));
    this.records.push({ op, attributes, inputs: held, output: output.alias({ owner: null }) });
  }

  [Symbol.dispose](): void {
    for (const { inputs, output } of this.records.splice(0)) {
      for (const input of inputs) input.dispose();
      output.dispose();
    }
  }
}

let open: readonly Tape[] = [];

/** The tapes that record now, outermost first. */
export function openTapes(): readonly Tape[] {
  return open;
}

/** Runs `fn` while exactly `tapes` record. */
export function withTapes<T>(tapes: readonly Tape[], fn: () => T): T {
  const kept = open;
  open = tapes;
  try {
    return fn();
  } finally {
    open = kept;
  }
}

/** Runs `fn` without recording: what it computes is constant to every gradient around. */
export function stopGradient<T>(fn: () => T): T {
  return withTapes([], fn);
}
