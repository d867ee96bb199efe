import type { ComponentChildren } from "preact";
import { say } from "../../language/language.js";
import { formatShape, shapeOf } from "../crossing.js";
import { formOf } from "../layers/index.js";
import type { Given } from "../layers/layer.js";
import { messages } from "../messages.js";
import { layer, type Outcome, values } from "../state.js";
import { EditableMatrix } from "./EditableMatrix.js";
import { NumberGrid } from "./NumberGrid.js";
import { Shape } from "./Shape.js";

/** One of the graph's edges: its number going forward above, its gradient coming back below. */
export function Variable({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: it groups matrices, not a form's fields
    <div class="variable" role="group" aria-label={name} data-variable={name}>
      {children}
    </div>
  );
}

/** What a person gives: forward as an input, or back as the output's gradient. */
export function GivenNumbers({ given, way }: { readonly given: Given; readonly way: "ahead" | "back" }) {
  const isLabels = formOf(layer.value, given.name, values.value) === "labels";
  return (
    <Way way={way} name={given.name} shape={<Shape given={given} />}>
      <EditableMatrix given={given} isLabels={isLabels} />
    </Way>
  );
}

/** What came out; a dash where the layer refused. */
export function FoundNumbers({
  name,
  way,
  outcome,
}: {
  readonly name: string;
  readonly way: "ahead" | "back";
  readonly outcome: Outcome | undefined;
}) {
  const matrix = outcome?.refusal === undefined ? outcome?.values[name] : undefined;
  const shape =
    matrix && outcome && formatShape(shapeOf(matrix, formOf(outcome.layer, name, outcome.values)));
  return (
    <Way way={way} name={name} shape={<span class="shape">{shape}</span>}>
      {matrix && outcome ? <NumberGrid name={name} outcome={outcome} /> : <span class="nothing">—</span>}
    </Way>
  );
}

interface WayProps {
  readonly way: "ahead" | "back";
  readonly name: string;
  readonly shape: ComponentChildren;
  readonly children: ComponentChildren;
}

function Way({ way, name, shape, children }: WayProps) {
  const { ahead, back } = say(messages);
  return (
    <div class={`way ${way}`} data-wire={way}>
      <p class="name">
        <span class="arrow" title={way === "ahead" ? ahead : back} aria-hidden="true">
          {way === "ahead" ? "→" : "←"}
        </span>
        <var>{name}</var> {shape}
      </p>
      {children}
    </div>
  );
}
