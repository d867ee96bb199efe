import { Dataset } from "../dataset.js";
import { badData } from "../place.js";
import { type IdxArray, readIdx } from "./readIdx.js";

/** A file by its bytes and the name that errors show. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface IdxImagesOptions {
  readonly images: NamedBytes;
  /** Left out where the classes are to be predicted. */
  readonly labels?: NamedBytes;
  /** Names of the classes; "0", "1", … up to the largest label where they aren't given. */
  readonly classes?: readonly string[];
}

/**
 * A data set of images from an IDX file of images and one of labels. Grey images [n, h, w] become examples
 * [1, h, w]; [n, c, h, w] stays; [n, k] gives examples of k features. Bytes stay bytes.
 * @throws DataError: what readIdx refuses, labels that aren't whole numbers in one dimension, labels and images
 *   of different counts, a label outside the classes.
 */
export async function idxImages({ images, labels, classes }: IdxImagesOptions): Promise<Dataset> {
  const pixels = await readIdx(images.bytes, { file: images.name });
  const [count = 0, ...extents] = pixels.shape;
  if (extents.length < 1 || extents.length > 3) {
    const hint = extents.length === 0 ? ": is it the labels file?" : "";
    throw badData(
      { file: images.name },
      `expected images of 2 to 4 dimensions, found shape [${pixels.shape}]${hint}`,
    );
  }
  if (pixels.data.length === 0)
    throw badData({ file: images.name }, `expected images, found shape [${pixels.shape.join(", ")}]`);
  const features = {
    data: pixels.data instanceof Uint8Array ? pixels.data : Float32Array.from(pixels.data),
    shape: extents.length === 2 ? [1, ...extents] : extents,
  };
  if (!labels) return new Dataset({ name: images.name, features });
  const read = readLabels(await readIdx(labels.bytes, { file: labels.name }), labels.name);
  if (read.length !== count) {
    throw badData({ file: labels.name }, `${read.length} labels for the ${count} images of ${images.name}`, {
      labels: read.length,
      images: count,
    });
  }
  const names =
    classes ?? Array.from({ length: read.reduce((a, b) => Math.max(a, b), 0) + 1 }, (_, i) => String(i));
  checkRange(read, names.length, labels.name);
  return new Dataset({
    name: images.name,
    features,
    target: { kind: "classes", labels: read, classes: names },
  });
}

function readLabels(labels: IdxArray, file: string): Int32Array {
  if (labels.shape.length !== 1) {
    throw badData(
      { file },
      `expected labels in one dimension, found shape [${labels.shape}]: are these the images?`,
    );
  }
  const bad = labels.data.findIndex((label: number) => !Number.isInteger(label) || label < 0);
  if (bad >= 0)
    throw badData({ file, row: bad + 1 }, `expected a label that counts from 0, found ${labels.data[bad]}`);
  return Int32Array.from(labels.data);
}

function checkRange(labels: Int32Array, classes: number, file: string): void {
  const bad = labels.findIndex((label) => label >= classes);
  if (bad < 0) return;
  throw badData({ file, row: bad + 1 }, `expected a label from 0 to ${classes - 1}, found ${labels[bad]}`);
}
