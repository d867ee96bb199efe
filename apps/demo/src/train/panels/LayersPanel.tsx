import { useState } from "preact/hooks";
import { Choice } from "../../controls/Choice.js";
import { change } from "../actions.js";
import { shapeText, text, written } from "../messages/messages.js";
import { type LayerChoice, type LayerType, layerTypes, newLayer } from "../setup/layers.js";
import { mostLayers } from "../setup/limits.js";
import { type InputKind, type PresetName, presets } from "../setup/presets.js";
import { facts, fitted, phase, setup } from "../signals.js";
import { LayerRow } from "./LayerRow.js";
import { Misfit } from "./Misfit.js";
import { Section } from "./Section.js";

const set = (layers: readonly LayerChoice[]) => change({ layers });

/** The layers, one below the other, with what flows between them. */
export function LayersPanel() {
  const { layers: words } = text();
  const { layers } = setup.value;
  const known = facts.value;
  const fit = fitted.value;
  const outputs = known?.task === "regression" ? 1 : (known?.classes.length ?? 0);
  const brief = fit && !fit.misfit ? words.brief(layers.length, written(fit.parameters)) : undefined;
  return (
    <Section id="layers" title={words.title} isOpenAtFirst {...(brief && { brief })}>
      <Preset />
      <ol class="layers" aria-label={words.list}>
        <li class="end">
          <span>{words.input}</span>
          {known && <span class="shape">{shapeText(known.inputShape)}</span>}
        </li>
        {layers.map((layer, place) => (
          // A layer has no name but its place.
          <LayerRow key={place} layer={layer} place={place} layers={layers} onChange={set} />
        ))}
        <li class="end">
          <span>{words.output(outputs, known?.task ?? "classification")}</span>
          {fit?.misfit?.layer === layers.length && (
            <Misfit misfit={fit.misfit} layers={layers} onChange={set} />
          )}
        </li>
      </ol>
      <AddLayer />
    </Section>
  );
}

function Preset() {
  const { layers: words } = text();
  const kind: InputKind = (facts.value?.inputShape.length ?? 3) === 3 ? "image" : "row";
  const all = presets[kind];
  const same = (name: PresetName) => JSON.stringify(all[name]) === JSON.stringify(setup.value.layers);
  const names = Object.keys(all) as PresetName[];
  const current = names.find(same);
  const options: { value: PresetName | "own"; label: string }[] = [
    ...names.map((value) => ({ value, label: words.presets[value] })),
    ...(current ? [] : [{ value: "own" as const, label: words.presets.own }]),
  ];
  return (
    <Choice
      label={words.preset}
      value={current ?? "own"}
      disabled={phase.value === "running"}
      options={options}
      onChange={(name) => name !== "own" && set(all[name]!)}
    />
  );
}

function AddLayer() {
  const { layers: words } = text();
  const [type, setType] = useState<LayerType>("Affine");
  const { layers } = setup.value;
  const disabled = phase.value === "running";
  return (
    <div class="row add">
      <Choice
        label={words.newLayer}
        value={type}
        disabled={disabled}
        options={layerTypes.map((value) => ({ value, label: words.names[value] }))}
        onChange={setType}
      />
      <button
        type="button"
        disabled={disabled || layers.length >= mostLayers}
        onClick={() => set([...layers, newLayer(type)])}
      >
        {words.add}
      </button>
    </div>
  );
}
