import { useMemo } from "preact/hooks";
import { Pixels } from "../../charts/Pixels.js";
import { say } from "../../language/language.js";
import type { DataFacts } from "../../train/report.js";
import { facts } from "../../train/state.js";
import { draw } from "../messages.js";
import { canRead, example, takeExample } from "../state.js";

const most = 10;

/** Images of the data to take instead of drawing. */
export function Examples() {
  const samples = facts.value?.samples;
  if (!samples || !canRead.value) return null;
  const text = say(draw);
  return (
    <section aria-labelledby="examples">
      <h2 id="examples">{text.examples}</h2>
      <div class="row examples">
        {samples.labels.slice(0, most).map((name, place) => (
          <button
            key={place}
            type="button"
            aria-label={text.example(name, place + 1)}
            aria-pressed={example.value === place}
            onClick={() => takeExample(place)}
          >
            <Tile samples={samples} place={place} />
          </button>
        ))}
      </div>
    </section>
  );
}

function Tile({ samples, place }: { samples: NonNullable<DataFacts["samples"]>; place: number }) {
  const { width, height, values } = samples;
  const rgba = useMemo(() => {
    const size = width * height;
    const made = new Uint8ClampedArray(4 * size);
    const most = values instanceof Uint8Array ? 1 : 255;
    for (let i = 0; i < size; i++) {
      made.fill(most * values[place * size + i]!, 4 * i, 4 * i + 3);
      made[4 * i + 3] = 255;
    }
    return made;
  }, [samples, place]);
  return <Pixels width={width} height={height} rgba={rgba} label="" />;
}
