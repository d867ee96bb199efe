import { concatenate, gather, type Key, type Tensor, tensor } from "@mebae/tensor";
import type { Augmentation, AugmentationBatch } from "./augmentation.js";
import { indicesOf } from "./draws.js";
import { softTargets } from "./mixing.js";

/**
 * Each sample changed by the augmentation that is chosen for it, none where undefined: samples of one choice go through it
 * together, which is allowed since their draws are their own. `keyOf` gives each augmentation its key.
 */
export function applyChosen(
  batch: AugmentationBatch,
  chosen: readonly (Augmentation | undefined)[],
  keyOf: (augmentation: Augmentation) => Key,
): AugmentationBatch {
  const choices = [...new Set(chosen)];
  const change = (part: AugmentationBatch, augmentation: Augmentation | undefined) =>
    augmentation ? augmentation.apply(part, keyOf(augmentation)) : part;
  if (choices.length < 2) return change(batch, choices[0]);
  const indices = indicesOf(batch);
  const order: number[] = [];
  const parts = choices.map((choice) => {
    const places = chosen.flatMap((other, i) => (other === choice ? [i] : []));
    order.push(...places);
    const taken = tensor(Int32Array.from(places), { backend: batch.x.backend });
    const part: AugmentationBatch = {
      ...batch,
      x: gather(batch.x, taken),
      indices: places.map((place) => indices[place]!),
      ...(batch.t && { t: gather(batch.t, taken) }),
    };
    return change(part, choice);
  });
  const back = new Int32Array(order.length);
  order.forEach((place, i) => {
    back[place] = i;
  });
  const places = tensor(back, { backend: batch.x.backend });
  const together = (tensors: readonly Tensor[]) => gather(concatenate(tensors, 0), places);
  const x = together(parts.map((part) => part.x));
  if (batch.t === undefined) return { ...batch, x };
  const isSoft = parts.some(({ t }) => t!.dtype !== batch.t!.dtype);
  const targets = parts.map((part) => (isSoft ? softTargets(part, "augmentation")! : part.t!));
  return { ...batch, x, t: together(targets) };
}
