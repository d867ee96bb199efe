import { say } from "../language/language.js";
import { addSample } from "./actions.js";
import { Density } from "./Density.js";
import { likelihood } from "./messages.js";
import { familyTitle } from "./names.js";
import { niceStep, shown, snapped } from "./numbers.js";
import { ParameterHandles } from "./ParameterHandles.js";
import { Plane } from "./plane/Plane.js";
import { askStudy } from "./requests.js";
import { SampleDots } from "./SampleDots.js";
import { draggable, isDragging, look, parameters, study, values } from "./state.js";
import type { Look, Study } from "./worker/types.js";

/** Samples up to this many are shown one by one. */
export const mostSingle = 60;

/** The samples on their axis, and the density over them. */
export function SamplesPlot() {
  const found = study.value;
  const seen = look.value;
  if (!found || !seen) return <div class="plane waiting" style={{ minHeight: "300px" }} />;
  const text = say(likelihood);
  const unit = niceStep((found.xRange[1] - found.xRange[0]) / 400);
  const isDiscrete = found.family.kind === "discrete";
  const title = text.plotTitle(isDiscrete);
  const letters = isDiscrete ? [] : draggable.value.map(({ symbol }) => symbol);
  const isSingle = values.value.length <= mostSingle;
  const stands = found.family.parameters
    .map(({ name, symbol }) => `${symbol} = ${shown(parameters.value[name]!)}`)
    .join(", ");
  const [low, high] = extremesOf(values.value);
  const summary = text.plotSummary(
    found.count,
    shown(low),
    shown(high),
    familyTitle(found.family.name),
    stands,
  );
  return (
    <Plane
      class="samples"
      title={
        <>
          <span class="title">{title}</span>
          <span class="hint">{isSingle ? text.plotHint(letters) : text.plotHintMany(found.count)}</span>
        </>
      }
      label={`${title}. ${summary}`}
      height={(width) => Math.min(Math.max(0.5 * width, 280), 400)}
      x={found.xRange}
      y={[0, topOf(seen, found)]}
      xLabel="x"
      yLabel={isDiscrete ? "P(x; θ)" : "p(x; θ)"}
      onTap={(x) => addSample(snapped(x, unit))}
      handles={() => (
        <>
          <ParameterHandles found={found} seen={seen} />
          {isSingle && <SampleDots unit={unit} onDrop={endDrag} />}
        </>
      )}
    >
      {() => <Density found={found} seen={seen} isSingle={isSingle} />}
    </Plane>
  );
}

/** The picture takes its proper range again. */
function endDrag(): void {
  if (!isDragging.value) return;
  isDragging.value = false;
  askStudy({});
}

function extremesOf(all: Float64Array): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of all) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** In round numbers, so that it rarely changes while parameters move. A density that grows without end is cut. */
function topOf({ density, atSamples }: Look, { histogram, family, count }: Study): number {
  const sorted = density.p.filter(Number.isFinite).sort();
  const most = Math.min(sorted.at(-1) ?? 1, 3 * (sorted[Math.floor(0.97 * sorted.length)] ?? 1));
  const bars = family.kind === "discrete" || count > mostSingle ? Math.max(...histogram.heights) : 0;
  const samples = Math.max(0, ...atSamples.filter((p) => p < 3 * most));
  const top = 1.12 * Math.max(most, bars, samples) || 1;
  const step = niceStep(top / 8);
  return Math.ceil(top / step) * step;
}
