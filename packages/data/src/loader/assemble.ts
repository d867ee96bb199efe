import { exampleSize, type Features } from "../dataset.js";
import type { ExamplePreparation } from "../preparation/imagePreparation.js";

const fullScale = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** What happens to examples without a preparation: bytes are divided by 255, floats stay. */
export const plain: ExamplePreparation = {
  shape: ({ shape }) => shape,
  lookup: ({ data }) => ({ table: data instanceof Uint8Array ? fullScale : undefined, channels: 1 }),
  write(features, index, out, offset) {
    const size = exampleSize(features);
    const example = features.data.subarray(index * size, (index + 1) * size);
    if (example instanceof Float32Array) out.set(example, offset);
    else for (let i = 0; i < size; i++) out[offset + i] = fullScale[example[i]!]!;
  },
};

/** Prepared examples side by side: [indices.length, size of a prepared example]. */
export function assemble(
  features: Features,
  indices: ArrayLike<number>,
  prepare: ExamplePreparation,
): Float32Array {
  const size = exampleSize({ shape: prepare.shape(features) });
  const out = new Float32Array(indices.length * size);
  for (let i = 0; i < indices.length; i++) prepare.write(features, indices[i]!, out, i * size);
  return out;
}
