import type { Layer } from "@mebae/layers";
import { compile, concatenate, flatten, scope, slice, type Tensor } from "@mebae/tensor";

/** So many images at once keep what a layer makes on its way (hundreds of maps an image) in tens of megabytes. */
const batchSize = 32;

/** What a fixed layer makes of images [n, c, h, w], as rows [n, features]. */
export function featuresOf(layer: Layer, images: Tensor): Tensor {
  const n = images.shape[0]!;
  using forward = compile((x: Tensor) => flatten(layer.forward(x), 1));
  return scope(() => {
    const parts: Tensor[] = [];
    for (let start = 0; start < n; start += batchSize)
      parts.push(forward(slice(images, [{ start, stop: Math.min(n, start + batchSize) }])));
    return concatenate(parts);
  });
}
