import type { Batch, ExamplePreparation } from "@mebae/data";
import { type Key, scope, type Tensor } from "@mebae/tensor";
import type { FitOptions } from "./options.js";

/** Inputs and targets of one step. */
interface Inputs {
  readonly x: Tensor;
  readonly t: Tensor;
}

/** How a run changes its batches. */
export interface Augmenter {
  /** What the loader does with examples before. */
  readonly prepare: ExamplePreparation | undefined;
  /** What the network sees; counted from 0, where the batch stands in the run. */
  readonly change: (
    batch: Batch,
    key: Key,
    place: { readonly epoch: number; readonly step: number },
  ) => Inputs;
}

/** The run's `augment` and `prepare`, in the order in which they take effect. */
export function augmenter({ augment, prepare, train }: FitOptions): Augmenter {
  if (augment === undefined) return { prepare, change: ({ x, t }) => ({ x, t }) };
  if (typeof augment === "function") {
    return {
      prepare,
      change: ({ x, t }, key, { step }) => ({ x: augment(x, key.fold(step).fold("augment")), t }),
    };
  }
  const steps = prepare?.steps;
  const classes = train.target?.kind === "classes" ? train.target.classes.length : undefined;
  return {
    prepare: steps?.pixels ?? prepare,
    change: ({ x, t, indices, turns }, key, { epoch }) =>
      scope(() => {
        // An example that comes again in the same epoch counts as another one, or it would be changed alike.
        const own = Array.from(indices, (index, i) => index + turns[i]! * train.length);
        const batch = { x, t, indices: own, ...(classes !== undefined && { classes }) };
        const changed = augment.apply(batch, key.fold("augment").fold(epoch));
        return { x: steps ? steps.finish(changed.x) : changed.x, t: changed.t ?? t };
      }),
  };
}
