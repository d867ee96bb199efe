import type { DecodedImage, Extents } from "./decoder.js";
import { resample, type Stretch } from "./resample.js";

/**
 * How a picture of other proportions fills the size: "cover" cuts what stands out on two sides, "contain" keeps all and
 * fills the two sides with the background, "stretch" distorts.
 */
export type Fit = "cover" | "contain" | "stretch";

export interface FitOptions extends Extents {
  readonly fit: Fit;
  /** Grey level, 0 to 255, behind transparent pixels and beside a contained picture. */
  readonly background: number;
}

/** The size at which the whole picture appears in the result. */
export function scaledExtents(
  { width, height }: Extents,
  { fit, ...target }: Extents & { fit: Fit },
): Extents {
  const [across, down] = [target.width / width, target.height / height];
  if (fit === "stretch") return { width: target.width, height: target.height };
  const scale = fit === "cover" ? Math.max(across, down) : Math.min(across, down);
  return { width: width * scale, height: height * scale };
}

/** One picture at the size asked for: planes of bytes [1 or 3, height, width]; one where it has no colour. */
export function fitImage(image: DecodedImage, options: FitOptions): Uint8Array {
  const { width, height, background } = options;
  const scaled = scaledExtents(image, options);
  const rows = stretchOf(image.height, scaled.height, height);
  const columns = stretchOf(image.width, scaled.width, width);
  const colours = image.channels < 3 ? 1 : 3;
  const area = width * height;
  const out = new Uint8Array(colours * area).fill(background);
  for (let colour = 0; colour < colours; colour++) {
    const plane = resample(planeOf(image, colour, background), image.width, rows.source, columns.source);
    for (let y = 0; y < rows.source.size; y++) {
      const start = colour * area + (rows.start + y) * width + columns.start;
      for (let x = 0; x < columns.source.size; x++)
        out[start + x] = Math.round(plane[y * columns.source.size + x]!);
    }
  }
  return colours === 3 && isGrey(out, area) ? out.subarray(0, area) : out;
}

/** Along one side: which source pixels become which pixels of the result, centred. */
function stretchOf(length: number, scaled: number, size: number): { source: Stretch; start: number } {
  if (scaled <= size) {
    const inner = Math.max(1, Math.min(size, Math.round(scaled)));
    return { source: { from: 0, length, size: inner }, start: Math.floor((size - inner) / 2) };
  }
  // Whole pixels, so that a crop without scaling stays sharp.
  const shown = Math.max(1, Math.min(length, Math.round((length * size) / scaled)));
  return { source: { from: Math.floor((length - shown) / 2), length: shown, size }, start: 0 };
}

/** One colour of a picture, over the background where it is transparent. */
function planeOf({ pixels, channels }: DecodedImage, colour: number, background: number): Float32Array {
  const hasAlpha = channels === 2 || channels === 4;
  const plane = new Float32Array(pixels.length / channels);
  for (let i = 0, at = colour; i < plane.length; i++, at += channels) plane[i] = pixels[at]!;
  if (!hasAlpha) return plane;
  for (let i = 0, at = channels - 1; i < plane.length; i++, at += channels) {
    const alpha = pixels[at]! / 255;
    plane[i] = background + alpha * (plane[i]! - background);
  }
  return plane;
}

function isGrey(planes: Uint8Array, area: number): boolean {
  for (let i = 0; i < area; i++)
    if (planes[i] !== planes[area + i] || planes[i] !== planes[2 * area + i]) return false;
  return true;
}

/** Writes planes into an example of 1 or 3 channels: grey is repeated, colour becomes its luma (ITU-R BT.601). */
export function writeChannels(
  planes: Uint8Array,
  area: number,
  channels: 1 | 3,
  out: Uint8Array,
  offset: number,
) {
  const colours = planes.length / area;
  if (colours === channels) out.set(planes, offset);
  else if (colours === 1)
    for (let channel = 0; channel < 3; channel++) out.set(planes, offset + channel * area);
  else
    for (let i = 0; i < area; i++) {
      const [red, green, blue] = [planes[i]!, planes[area + i]!, planes[2 * area + i]!];
      out[offset + i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
    }
}
