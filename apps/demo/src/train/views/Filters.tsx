import { text } from "../messages/messages.js";
import type { FiltersView } from "../report.js";
import { TileView } from "./TileView.js";

/** What the first layer with weights has learned, as small images. */
export function Filters({ filters: { kind, layer, tiles } }: { readonly filters: FiltersView }) {
  const { views: words } = text();
  const columns = tiles.count > 8 ? 8 : Math.min(4, tiles.count);
  return (
    <figure class="chart">
      <figcaption>
        <span class="title">{words.filters[kind]}</span>
        <span class="hint">{words.signs}</span>
      </figcaption>
      <TileView
        tiles={tiles}
        columns={columns}
        tileWidth={tiles.count > 1 ? 5 : 22}
        label={words.filtersSummary(tiles.count, layer)}
      />
    </figure>
  );
}
