import {
  type Augmentation,
  affine,
  augmentations,
  blur,
  colourJitter,
  contactSheet,
  cutMix,
  type Dataset,
  elastic,
  flips,
  gain,
  gamma,
  mixUp,
  noise,
  padAndCrop,
  perspective,
  posterize,
  randAugment,
  randomErasing,
  randomResizedCrop,
  solarize,
  someOfEach,
  thickness,
  trivialAugment,
} from "@mebae/data";
import { Key } from "@mebae/tensor";
import { encode } from "fast-png";
import { escapeHtml, section } from "../html.js";
import { renderPage } from "../page.js";

export interface AugmentReportOptions {
  readonly strength: number;
  readonly rows: number;
  readonly columns: number;
  readonly seed: number;
}

/** Each augmentation by itself, by its call, as it is by default where that changes anything. */
const singles: readonly (readonly [call: string, augmentation: Augmentation])[] = [
  ["flips()", flips()],
  ["affine({ rotate: 20 })", affine({ rotate: 20 })],
  ["affine({ scale: 0.2 })", affine({ scale: 0.2 })],
  ["affine({ shear: 0.3 })", affine({ shear: 0.3 })],
  ["affine({ shift: 0.1 })", affine({ shift: 0.1 })],
  ["padAndCrop()", padAndCrop()],
  ["randomResizedCrop()", randomResizedCrop()],
  ["perspective()", perspective()],
  ["elastic()", elastic()],
  ["colourJitter({ brightness: 0.4 })", colourJitter({ brightness: 0.4 })],
  ["colourJitter({ contrast: 0.6 })", colourJitter({ contrast: 0.6 })],
  ["colourJitter({ saturation: 0.8 })", colourJitter({ saturation: 0.8 })],
  ["colourJitter({ hue: 30 })", colourJitter({ hue: 30 })],
  ["gamma()", gamma()],
  ["gain()", gain()],
  ["blur()", blur()],
  ["thickness()", thickness()],
  ["noise()", noise()],
  ["posterize()", posterize()],
  ["solarize()", solarize()],
  ["randomErasing()", randomErasing()],
  ["mixUp()", mixUp()],
  ["cutMix()", cutMix()],
  ["randAugment()", randAugment()],
  ["trivialAugment()", trivialAugment()],
];

/** The presets at the strength asked for, on several images, and each augmentation by itself on one. */
export async function renderAugmentReport(
  dataset: Dataset,
  presets: readonly (keyof typeof augmentations)[],
  { strength, rows, columns, seed }: AugmentReportOptions,
): Promise<string> {
  const key = new Key(seed);
  const examples = someOfEach(dataset, rows);
  const picture = async (what: string, augmentation: Augmentation, shown: readonly number[]) => {
    // Those that mix two images need a second; one row is enough for the others.
    const sheet = await contactSheet(dataset, augmentation, { examples: shown, columns, key });
    const png = Buffer.from(encode({ ...sheet, depth: 8 })).toString("base64");
    return `<figure><figcaption>${escapeHtml(what)}</figcaption><img class="sheet" src="data:image/png;base64,${png}" alt="${escapeHtml(what)}: originals in the first column, then variants"></figure>`;
  };
  const parts: string[] = [];
  for (const name of presets) {
    const sheet = await picture(
      `augmentations.${name}({ strength: ${strength} })`,
      augmentations[name]({ strength }),
      examples,
    );
    parts.push(section(`Preset: ${name}`, sheet));
  }
  const figures: string[] = [];
  for (const [call, augmentation] of singles)
    figures.push(await picture(call, augmentation, examples.slice(0, 2)));
  parts.push(section("Each by itself", figures.join("\n")));
  const facts = [
    ["data", `${dataset.name}, ${dataset.length} images of ${dataset.features.shape.join(" × ")}`],
    [
      "to look for",
      "would you still call each variant what the first picture of its row is? If not, the change is too strong, or of the wrong kind.",
    ],
  ] as const;
  return renderPage("What augmentation does", facts, parts);
}
