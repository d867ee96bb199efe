import { mixed, type Rgb } from "../../charts/rgb.js";
import type { Tiles } from "../report.js";

export interface TileColours {
  readonly zero: Rgb;
  readonly positive: Rgb;
  readonly negative: Rgb;
}

export interface TilePicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
}

/**
 * Small images side by side in one picture, with clear lines between. Bytes are grey levels or colours; other numbers go
 * from the colour of zero to that of their sign, the largest of all in full.
 * @param columns how many stand side by side
 */
export function tilePicture(tiles: Tiles, columns: number, colours: TileColours): TilePicture {
  const { count, height, width } = tiles;
  // Small tiles are enlarged, so that the lines between stay thin beside them.
  const zoom = Math.max(1, Math.round(18 / Math.max(height, width)));
  const gap = Math.max(1, Math.round((zoom * Math.max(height, width)) / 9));
  const across = Math.min(columns, count);
  const down = Math.ceil(count / across);
  const picture = {
    width: across * (width * zoom + gap) - gap,
    height: down * (height * zoom + gap) - gap,
  };
  const rgba = new Uint8ClampedArray(4 * picture.width * picture.height);
  const colourAt = painter(tiles, colours);
  for (let tile = 0; tile < count; tile++) {
    const left = (tile % across) * (width * zoom + gap);
    const top = Math.floor(tile / across) * (height * zoom + gap);
    for (let y = 0; y < height * zoom; y++)
      for (let x = 0; x < width * zoom; x++) {
        const [red, green, blue] = colourAt(tile, Math.floor(y / zoom) * width + Math.floor(x / zoom));
        const at = 4 * ((top + y) * picture.width + left + x);
        rgba[at] = red;
        rgba[at + 1] = green;
        rgba[at + 2] = blue;
        rgba[at + 3] = 255;
      }
  }
  return { ...picture, rgba };
}

function painter({ channels, height, width, values }: Tiles, colours: TileColours) {
  const plane = height * width;
  const at = (tile: number, channel: number, pixel: number) =>
    values[(tile * channels + channel) * plane + pixel]!;
  if (values instanceof Uint8Array)
    return (tile: number, pixel: number): Rgb =>
      channels === 3
        ? [at(tile, 0, pixel), at(tile, 1, pixel), at(tile, 2, pixel)]
        : [at(tile, 0, pixel), at(tile, 0, pixel), at(tile, 0, pixel)];
  // Of a network that diverged some are no finite numbers.
  let largest = 0;
  for (const value of values) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  const shareOf = (value: number) => (largest > 0 ? Math.min(1, Math.max(-1, value / largest)) || 0 : 0);
  if (channels === 3) {
    // Weights of colours: grey is zero.
    const level = (value: number) => 127.5 * (1 + shareOf(value));
    return (tile: number, pixel: number): Rgb => [
      level(at(tile, 0, pixel)),
      level(at(tile, 1, pixel)),
      level(at(tile, 2, pixel)),
    ];
  }
  return (tile: number, pixel: number): Rgb => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += at(tile, channel, pixel);
    const share = shareOf(sum / channels);
    return mixed(colours.zero, share < 0 ? colours.negative : colours.positive, Math.abs(share));
  };
}
