import { type Augmentation, augmentations, flips, type Groups } from "@mebae/data";
import { Generator, Key, reshape, scope, stack, type Tensor } from "@mebae/tensor";
import { featuresOf } from "../fixed/featuresOf.js";
import { fitKernelRidge } from "../fixed/fitKernelRidge.js";
import { randomPatches } from "../fixed/randomPatches.js";
import { logLossAt, sharpest } from "../fixed/temperature.js";
import { augmentationNamed, type ImageAugmentation } from "./augmentations.js";

/** Images that choose: the kernel's solution is cubic in them and their copies. */
const most = 400;

/** Bending and turning that takes a twelfth off the loss is handwriting's; of clothes it moves the loss by 6 % at most. */
const helps = 0.92;
/** Mirroring may add so much, which on clothes is noise; what it hurts more has a reading direction. */
const harms = 1.15;

/** Pixels from 0 to 1, and what turns them into what the network sees. */
export interface Pixels {
  /** Of these rows, float32 [rows, channels, height, width]. */
  readonly pixelsOf: (rows: Int32Array) => Tensor;
  readonly finish: (x: Tensor) => Tensor;
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  /** What each image belongs to, such as the person who is on several. */
  readonly groups?: Groups | undefined;
}

/** What was found, beside the choice. */
export interface AugmentationEvidence {
  readonly chosen: ImageAugmentation;
  /** Log-loss of left-out images by a kernel ridge regression on patches: of the images, with mirrored and with bent copies. */
  readonly losses: { readonly none: number; readonly mirrored: number; readonly bent: number };
}

/**
 * Which changes leave a label what it is, by evidence: a kernel ridge regression on a few random patches learns from images
 * and changed copies, each image being left out together with its copies, and with its group where there are groups. Where copies that are bent and turned like
 * handwriting make the left-out images much likelier, or likelier at all where mirrored copies make them much less likely,
 * images are augmented like that. Else mildly, like clothes or, in
 * colour, photographs, with mirroring unless mirrored copies make them much less likely.
 */
export async function chooseAugmentation(data: Pixels, seed: number): Promise<AugmentationEvidence> {
  const rows = someOf(data.labels, seed);
  const labels = Int32Array.from(rows, (row) => data.labels[row]!);
  const groups = Array.from(rows, (row) => data.groups?.[row] ?? row);
  using pixels = data.pixelsOf(rows);
  const [, channels, height, width] = pixels.shape as readonly [number, number, number, number];
  const side = Math.min(height, width);
  const size = Math.min(6, side);
  using images = data.finish(pixels);
  const pool = Math.max(1, Math.floor((side - size + 1) / 3));
  using patches = await randomPatches(images, { count: 100, samples: 5000, size, pool, seed });
  const lossWith = async (augmentation?: Augmentation, copies = 0): Promise<number> => {
    using together = scope(() => data.finish(withCopies(pixels, augmentation, copies, seed)));
    using features = featuresOf(patches, together);
    return await leftOutLoss(features, { labels, groups, classes: data.classes }, copies + 1);
  };
  const losses = {
    none: await lossWith(),
    mirrored: await lossWith(flips({ probability: 1 }), 1),
    bent: await lossWith(augmentations.digits(), rows.length <= 150 ? 4 : 2),
  };
  const kind = channels > 1 ? "photographs" : "clothes";
  return { chosen: kindOf(losses, kind, data.labels.length), losses };
}

/** For so many images: signs are what is better for bending, or what mirroring harms and bending doesn't; else it is the kind given. */
export function kindOf(
  { none, mirrored, bent }: AugmentationEvidence["losses"],
  kind: "photographs" | "clothes",
  rows: number,
): ImageAugmentation {
  const isDirected = mirrored > harms * none;
  if (bent < helps * none || (isDirected && bent < none)) return augmentationNamed("digits", rows);
  return augmentationNamed(kind, rows, !isDirected);
}

/** At most so many rows, drawn at random. */
function someOf(labels: ArrayLike<number>, seed: number): Int32Array {
  return new Generator(seed).fold("chooseAugmentation").permutation(labels.length).slice(0, most);
}

/** Each image and, after it, its changed copies. */
function withCopies(
  pixels: Tensor,
  augmentation: Augmentation | undefined,
  copies: number,
  seed: number,
): Tensor {
  const key = new Key(seed).fold("chooseAugmentation");
  const changed = Array.from({ length: copies }, (_, i) => augmentation!.apply({ x: pixels }, key.fold(i)).x);
  const [n, ...image] = pixels.shape;
  return reshape(stack([pixels, ...changed], 1), [n! * (copies + 1), ...image]);
}

/** Of the images themselves, each left out together with its group and all copies. */
async function leftOutLoss(
  features: Tensor,
  { labels, groups, classes }: { labels: Int32Array; groups: (number | string)[]; classes: number },
  of: number,
): Promise<number> {
  const repeated = Int32Array.from({ length: labels.length * of }, (_, i) => labels[Math.floor(i / of)]!);
  const together = Array.from(repeated, (_, i) => groups[Math.floor(i / of)]!);
  const choice = { gammas: [0.1, 0.5], lambdas: [0.03], choosing: repeated.length };
  const { layer, leftOut } = await fitKernelRidge(features, repeated, classes, {
    ...choice,
    groups: together,
  });
  layer.dispose();
  const first = leftOut.filter((_, at) => Math.floor(at / classes) % of === 0);
  return logLossAt(first, labels, classes, sharpest(first, labels, classes));
}
