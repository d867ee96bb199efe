import { shapeText, text, written } from "../messages/messages.js";
import { mostParameters, type Misfit as Reason } from "../setup/fit.js";
import { type LayerChoice, newLayer } from "../setup/layers.js";

export interface MisfitProps {
  readonly misfit: Reason;
  readonly layers: readonly LayerChoice[];
  readonly onChange: (layers: readonly LayerChoice[]) => void;
}

/** What a layer expected and what it got, with the way out where there is one. */
export function Misfit({ misfit: { layer, kind, got }, layers, onChange }: MisfitProps) {
  const { layers: words } = text();
  const type = layers[layer]?.type;
  const name = type ? words.names[type] : words.outputLayer;
  const shape = shapeText(got);
  return (
    <div class="why" role="alert">
      <p class="refusal">
        {kind === "tooLarge" ? words.tooLarge(name, written(mostParameters)) : words[kind](name, shape)}
      </p>
      {kind === "needsRow" && (
        <button type="button" onClick={() => onChange(layers.toSpliced(layer, 0, newLayer("Flatten")))}>
          {words.addFlatten}
        </button>
      )}
    </div>
  );
}
