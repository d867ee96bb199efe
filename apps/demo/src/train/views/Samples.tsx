import { text } from "../messages/messages.js";
import type { DataFacts } from "../report.js";
import { TileView } from "./TileView.js";

/** Some of the examples, to see what there is to learn. */
export function Samples({ samples }: { readonly samples: NonNullable<DataFacts["samples"]> }) {
  const { views: words } = text();
  return (
    <figure class="chart">
      <figcaption>
        <span class="title">{words.samples}</span>
      </figcaption>
      <TileView
        tiles={samples}
        columns={10}
        tileWidth={3.5}
        label={words.samplesSummary(samples.labels.join(", "))}
      />
    </figure>
  );
}
