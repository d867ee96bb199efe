import { Key, Scope, type Tensor, UsageError } from "@mebae/tensor";
import type { Dataset } from "../dataset.js";
import { featureTensor, targetTensor } from "../loader/batch.js";
import type { Augmentation } from "./augmentation.js";

export interface ContactSheetOptions {
  /** Which examples, a row each; by default the first six, of the classes in turn. */
  readonly examples?: ArrayLike<number>;
  /** How many pictures a row, the original being the first. Default 8. */
  readonly columns?: number;
  /** Default `new Key(0)`; the column's number gives each variant its own. */
  readonly key?: Key;
  /** How many pixels a side each pixel becomes; by default as many as make pictures of about 84 pixels. */
  readonly zoom?: number;
}

/** A picture: RGB bytes, row by row. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly data: Uint8Array;
}

/** Between pictures, in pixels. */
const gap = 4;
/** What stands between them: neither black nor white, so that a picture's own border shows. */
const between = [128, 128, 160] as const;

/**
 * What an augmentation does, to look at: each row an example of a data set of images, first as it is, then as changed by one
 * key after another.
 * @throws UsageError when the data set holds no images, or options are out of range
 */
export async function contactSheet(
  dataset: Dataset,
  augmentation: Augmentation,
  options: ContactSheetOptions = {},
): Promise<Picture> {
  const { shape } = dataset.features;
  if (shape.length !== 3)
    throw new UsageError(`contactSheet: ${dataset.name} holds no images but examples [${shape.join(", ")}]`);
  const [channels, height, width] = shape as [number, number, number];
  const {
    key = new Key(0),
    columns = 8,
    zoom = Math.max(1, Math.round(84 / Math.max(height, width))),
  } = options;
  for (const [name, value] of [
    ["columns", columns],
    ["zoom", zoom],
  ] as const) {
    if (!Number.isInteger(value) || value < 1)
      throw new UsageError(`contactSheet: ${name} is a whole number from 1 on, not ${value}`);
  }
  const examples = Array.from(options.examples ?? someOfEach(dataset, 6));
  const sheet = blank(columns, examples.length, height * zoom, width * zoom);
  for (let column = 0; column < columns; column++) {
    using made = new Scope();
    const x = made.run(() =>
      variants(dataset, examples, column === 0 ? undefined : augmentation, key.fold(column)),
    );
    const pixels = await x.data();
    examples.forEach((_, row) => {
      const image = pixels.subarray(row * channels * height * width, (row + 1) * channels * height * width);
      paint(sheet, image as Float32Array, { channels, height, width, zoom, row, column });
    });
  }
  return sheet;
}

/** The first examples of each class in turn; the first of all where there are no classes. */
export function someOfEach({ target, length }: Dataset, count: number): number[] {
  const all = Array.from({ length }, (_, i) => i);
  if (target?.kind !== "classes") return all.slice(0, count);
  const seen = new Map<number, number>();
  const turns = all.map((i) => {
    const turn = seen.get(target.labels[i]!) ?? 0;
    seen.set(target.labels[i]!, turn + 1);
    return turn;
  });
  return all
    .sort((a, b) => turns[a]! - turns[b]! || target.labels[a]! - target.labels[b]! || a - b)
    .slice(0, count);
}

function variants(
  dataset: Dataset,
  examples: readonly number[],
  augmentation: Augmentation | undefined,
  key: Key,
): Tensor {
  const x = featureTensor(dataset.features, examples);
  if (augmentation === undefined) return x;
  const { target } = dataset;
  const batch = {
    x,
    indices: examples,
    ...(target && { t: targetTensor(target, examples) }),
    ...(target?.kind === "classes" && { classes: target.classes.length }),
  };
  return augmentation.apply(batch, key).x;
}

function blank(columns: number, rows: number, height: number, width: number): Picture {
  const [whole, down] = [columns * (width + gap) + gap, rows * (height + gap) + gap];
  const data = new Uint8Array(whole * down * 3);
  for (let i = 0; i < data.length; i++) data[i] = between[i % 3]!;
  return { width: whole, height: down, channels: 3, data };
}

interface Place {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly zoom: number;
  readonly row: number;
  readonly column: number;
}

/** Three channels or more are red, green and blue; of fewer the first is grey. */
function paint(
  sheet: Picture,
  image: Float32Array,
  { channels, height, width, zoom, row, column }: Place,
): void {
  const top = gap + row * (height * zoom + gap);
  const left = gap + column * (width * zoom + gap);
  for (let c = 0; c < 3; c++) {
    const plane = (channels >= 3 ? c : 0) * height * width;
    for (let y = 0; y < height * zoom; y++) {
      const from = plane + Math.floor(y / zoom) * width;
      const to = (top + y) * sheet.width + left;
      for (let z = 0; z < width * zoom; z++) {
        const value = Math.min(1, Math.max(0, image[from + Math.floor(z / zoom)]!));
        sheet.data[(to + z) * 3 + c] = Math.round(255 * value);
      }
    }
  }
}
