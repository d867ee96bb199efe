import { later } from "../../shell/later.js";
import { ending, epochs, facts, judged, losses, openModel, view } from "../signals.js";
import { Activations } from "./Activations.js";
import { AccuracyCurve, LossCurve } from "./Curves.js";
import { Figures } from "./Figures.js";
import { Filters } from "./Filters.js";
import { Judged } from "./Judged.js";
import { Samples } from "./Samples.js";

const ModelView = later(async () => (await import("./ModelView.js")).ModelView);
const Boundary = later(async () => (await import("./Boundary.js")).Boundary);

/** All that is to be seen of data and network. */
export function Results() {
  const model = openModel.value;
  if (model) return <ModelView model={model} />;
  const known = facts.value;
  if (!known) return null;
  const hasBegun = losses.value.steps.length > 0;
  return (
    <div class="results">
      <Figures />
      {known.samples && !hasBegun && <Samples samples={known.samples} />}
      {hasBegun && (
        <div class="grid">
          <LossCurve />
          <AccuracyCurve />
        </div>
      )}
      <div class="grid">
        <Looks />
      </div>
      {view.value?.activations && !isLost() && <Activations activations={view.value.activations} />}
    </div>
  );
}

/** Of a loss beyond all numbers weights are left that are none: nothing can be seen of them. */
const isLost = () => ending.value?.kind === "diverged";

function Looks() {
  const known = facts.value;
  const seen = isLost() ? undefined : view.value;
  const outcome = judged.value;
  if (!known) return null;
  return (
    <>
      {known.points && seen?.boundary && (
        <Boundary boundary={seen.boundary} points={known.points} classes={known.classes} />
      )}
      {outcome && !known.points && (
        <Judged
          judged={outcome}
          classes={known.classes}
          target={known.target ?? ""}
          rSquared={epochs.value.at(-1)?.rSquared}
        />
      )}
      {seen?.filters && <Filters filters={seen.filters} />}
    </>
  );
}
