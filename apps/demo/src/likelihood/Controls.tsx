import { useMemo } from "preact/hooks";
import { Choice } from "../controls/Choice.js";
import { NumberField } from "../controls/NumberField.js";
import { Slider } from "../controls/Slider.js";
import { say } from "../language/language.js";
import { chooseFamily, drawSamples, setGiven, setParameter } from "./actions.js";
import { likelihood } from "./messages.js";
import { familyTitle, parameterTitle } from "./names.js";
import { shown } from "./numbers.js";
import { Readout } from "./Readout.js";
import { ShareLink } from "./ShareLink.js";
import { chosen, families, fitted, parameters, ranges, stepOf, study } from "./state.js";
import type { ParameterInfo } from "./worker/types.js";

/** The family, its parameters, and what the likelihood is there. */
export function Controls() {
  const text = say(likelihood);
  const found = study.value;
  const given = found?.family.parameters.filter(({ isGiven }) => isGiven) ?? [];
  const options = useMemo(
    () =>
      families.value.map(({ name, kind }) => ({
        value: name,
        label: kind === "discrete" ? text.counts(familyTitle(name)) : familyTitle(name),
      })),
    [families.value, text],
  );
  return (
    <div class="panel controls">
      <Choice label={text.family} value={chosen.value} options={options} onChange={chooseFamily} />
      {given.map(({ name, symbol }) => (
        <NumberField
          key={name}
          label={`${symbol}, ${text.given(parameterTitle({ name, symbol }))}`}
          value={parameters.value[name]!}
          min={1}
          max={100_000}
          step={1}
          isWhole
          refusal={text.notWhole}
          onChange={(value) => setGiven(name, value)}
        />
      ))}
      {fitted.value.map((one) => (
        <ParameterSlider key={one.name} one={one} />
      ))}
      {found?.refusal ? <Refusal reason={found.refusal} /> : <Readout />}
      <ShareLink />
    </div>
  );
}

function ParameterSlider({ one }: { readonly one: ParameterInfo }) {
  const [low, high] = ranges.value[one.name]!;
  const step = stepOf([low, high]);
  const value = parameters.value[one.name]!;
  return (
    <Slider
      label={parameterTitle(one)}
      value={value}
      min={Math.ceil(low / step) * step}
      max={Math.floor(high / step) * step}
      step={step}
      shown={shown(value)}
      onInput={(next) => setParameter(one.name, Number(next.toPrecision(10)))}
    />
  );
}

/** The family can't have made these samples: why, and what would suit it. */
function Refusal({ reason }: { readonly reason: string }) {
  const text = say(likelihood);
  return (
    <div class="problem" role="alert">
      <p>
        {text.refused} <span lang="en">{reason}</span>
      </p>
      <button type="button" onClick={() => drawSamples(12, 1)}>
        {text.drawSuitable}
      </button>
    </div>
  );
}
