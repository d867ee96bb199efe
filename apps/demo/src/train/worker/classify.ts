import { Dataset } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { LoadedModel } from "@mebae/training";

export interface Classification {
  readonly classes: readonly string[];
  readonly probabilities: readonly number[];
}

/** A network that takes images, and how pixels must come. */
export interface Classifier extends Pick<LoadedModel, "model" | "prepare" | "classes" | "inputShape"> {
  /** Whether it learned from bytes, which its preparation divides by 255. */
  readonly isOfBytes: boolean;
}

/**
 * What the network takes an image for.
 * @param pixels from 0 (black) to 1, height × width of the network; each of its channels sees them
 */
export async function classify(
  classifier: Classifier | undefined,
  pixels: Float32Array,
): Promise<Classification> {
  const { model, prepare, classes, inputShape, isOfBytes } = classifier ?? {};
  if (!model || !classes || inputShape?.length !== 3)
    throw new UsageError("classify: there is no network that takes images");
  const [channels, height, width] = inputShape as [number, number, number];
  if (pixels.length !== height * width)
    throw new UsageError(`classify: expected ${height} × ${width} pixels, got ${pixels.length}`);
  const plane = isOfBytes ? Uint8Array.from(pixels, (value) => Math.round(255 * value)) : pixels;
  const data = new (isOfBytes ? Uint8Array : Float32Array)(channels * plane.length);
  for (let channel = 0; channel < channels; channel++) data.set(plane, channel * plane.length);
  const dataset = new Dataset({ name: "drawing", features: { data, shape: inputShape } });
  const { predict } = await import("./training.js");
  const predictions = await predict(model, dataset, { compile: false, ...(prepare && { prepare }) });
  return { classes, probabilities: Array.from(predictions.probabilities()) };
}
