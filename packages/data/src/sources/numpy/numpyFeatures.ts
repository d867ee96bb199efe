import { exampleSize, type Features } from "../../dataset.js";
import { badData } from "../../place.js";
import type { NpyArray } from "./readNpy.js";

export type ImageLayout = "channels-first" | "channels-last";

/**
 * Features from an array of examples along its first axis.
 * @throws DataError: texts, no examples, fewer than two or more than four dimensions, channels that may stand at either end.
 */
export function numpyFeatures(
  { dtype, shape, data }: NpyArray,
  file: string,
  layout?: ImageLayout,
): Features {
  const described = `[${shape.join(", ")}]`;
  if (dtype === "text") throw badData({ file }, "expected numbers as the features, found texts");
  if (shape.length < 2 || shape.length > 4)
    throw badData(
      { file },
      `expected features of 2 to 4 dimensions, examples first, found shape ${described}`,
    );
  if (data.length === 0) throw badData({ file }, `expected examples, found shape ${described}`);
  const values = dtype === "uint8" ? (data as Uint8Array) : Float32Array.from(data as ArrayLike<number>);
  const extents = shape.slice(1);
  if (extents.length < 3) return { data: values, shape: extents.length === 2 ? [1, ...extents] : extents };
  const found = layout ?? layoutOf(extents);
  if (found === undefined) {
    throw badData(
      { file },
      `images of shape ${described} may have their channels first or last: give layout "channels-first" or "channels-last"`,
    );
  }
  if (found === "channels-first") return { data: values, shape: extents };
  const [height, width, channels] = extents as [number, number, number];
  return {
    data: channelsFirst(values, exampleSize({ shape: extents }), channels),
    shape: [channels, height, width],
  };
}

function layoutOf(extents: readonly number[]): ImageLayout | undefined {
  const [first, last] = [extents[0]!, extents[2]!].map(
    (extent) => extent === 1 || extent === 3 || extent === 4,
  );
  if (first === last) return undefined;
  return first ? "channels-first" : "channels-last";
}

function channelsFirst<T extends Uint8Array | Float32Array>(data: T, size: number, channels: number): T {
  const out = new (data.constructor as new (length: number) => T)(data.length);
  const area = size / channels;
  for (let start = 0; start < data.length; start += size) {
    for (let channel = 0; channel < channels; channel++) {
      for (let i = 0; i < area; i++) out[start + channel * area + i] = data[start + i * channels + channel]!;
    }
  }
  return out;
}
