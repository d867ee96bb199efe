import { Choice } from "../../controls/Choice.js";
import { Slider } from "../../controls/Slider.js";
import { later } from "../../shell/later.js";
import { change } from "../actions.js";
import { percent, text, written } from "../messages/messages.js";
import { limits } from "../setup/limits.js";
import { defaultData, defaultLayers, inputKindOf, usualEpochs } from "../setup/presets.js";
import { type DataChoice, shapeNames } from "../setup/setup.js";
import { facts, phase, setup } from "../signals.js";
import { FilesPart } from "./FilesPart.js";
import { Quantity } from "./Quantity.js";
import { Section } from "./Section.js";

const TablePart = later(async () => (await import("./TablePart.js")).TablePart);

/** What is learned from. */
export function DataPanel() {
  const { data: words, figures } = text();
  const { data, validation, seed } = setup.value;
  const disabled = phase.value === "running";
  const known = facts.value;
  const brief = known
    ? figures.split(written(known.training), written(known.validation))
    : words.kinds[data.kind];
  return (
    <Section id="data" title={words.title} brief={brief} isOpenAtFirst>
      <Choice
        label={words.kind}
        value={data.kind}
        disabled={disabled}
        options={(["digits", "shape", "files"] as const).map((value) => ({
          value,
          label: words.kinds[value],
        }))}
        onChange={choose}
      />
      {data.kind === "digits" && <Digits data={data} />}
      {data.kind === "shape" && <ShapePart data={data} />}
      {data.kind === "files" && <TablePart data={data} />}
      <FilesPart />
      <Slider
        label={words.validation}
        value={validation}
        {...{ min: limits.validation.least, max: limits.validation.most, step: 0.05, disabled }}
        shown={percent(validation)}
        onInput={(next) => change({ validation: next })}
      />
      <Quantity
        label={words.seed}
        value={seed}
        limit={limits.seed}
        onChange={(next) => change({ seed: next })}
      />
    </Section>
  );
}

/** Other data want other layers, and other epochs. */
function choose(kind: DataChoice["kind"]): void {
  const data = defaultData[kind];
  const { layers, optimization } = setup.value;
  const before = facts.value && (facts.value.kind === "image" ? "image" : "row");
  // Files of one's own bring their layers when they come.
  const isSameKind = kind === "files" || inputKindOf(data) === before;
  change({
    data,
    layers: isSameKind ? layers : defaultLayers(inputKindOf(data)),
    optimization: { ...optimization, epochs: usualEpochs[kind] },
  });
}

function Digits({ data }: { readonly data: Extract<DataChoice, { kind: "digits" }> }) {
  const { data: words } = text();
  const disabled = phase.value === "running";
  return (
    <>
      <Slider
        label={words.amount}
        value={data.count}
        {...{ min: limits.digits.least, max: limits.digits.most, step: 100, disabled }}
        shown={written(data.count)}
        onInput={(count) => change({ data: { ...data, count } })}
      />
      <Choice
        label={words.size}
        value={String(data.size)}
        disabled={disabled}
        options={[...new Set([12, 16, 20, 24, 28, data.size])].map((size) => ({
          value: String(size),
          label: `${size} × ${size}`,
        }))}
        onChange={(size) => change({ data: { ...data, size: Number(size) } })}
      />
    </>
  );
}

function ShapePart({ data }: { readonly data: Extract<DataChoice, { kind: "shape" }> }) {
  const { data: words } = text();
  const disabled = phase.value === "running";
  return (
    <>
      <Choice
        label={words.shape}
        value={data.shape}
        disabled={disabled}
        options={shapeNames.map((value) => ({ value, label: words.shapes[value] }))}
        onChange={(shape) => change({ data: { ...data, shape } })}
      />
      <Slider
        label={words.amount}
        value={data.count}
        {...{ min: limits.points.least, max: limits.points.most, step: 20, disabled }}
        shown={written(data.count)}
        onInput={(count) => change({ data: { ...data, count } })}
      />
      <Slider
        label={words.noise}
        value={data.noise}
        {...{ min: limits.noise.least, max: limits.noise.most, step: 0.05, disabled }}
        onInput={(noise) => change({ data: { ...data, noise } })}
      />
    </>
  );
}
