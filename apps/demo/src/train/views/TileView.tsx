import { colours } from "../../charts/colours.js";
import { Pixels } from "../../charts/Pixels.js";
import { rgbOf } from "../../charts/rgb.js";
import type { Tiles } from "../report.js";
import { tilePicture } from "./tilePicture.js";

export interface TileViewProps {
  readonly tiles: Tiles;
  readonly label: string;
  /** How many stand side by side. */
  readonly columns: number;
  /** How wide a tile may become, in rem. */
  readonly tileWidth: number;
}

/** Small images side by side, in the page's colours. */
export function TileView({ tiles, label, columns, tileWidth }: TileViewProps) {
  const { raised, series } = colours();
  const picture = tilePicture(tiles, columns, {
    zero: rgbOf(raised),
    positive: rgbOf(series[1]!),
    negative: rgbOf(series[0]!),
  });
  return (
    <div style={{ maxWidth: `${Math.min(columns, tiles.count) * tileWidth}rem` }}>
      <Pixels {...picture} label={label} />
    </div>
  );
}
