import { useState } from "preact/hooks";
import { NumberField } from "../controls/NumberField.js";
import { say } from "../language/language.js";
import { addSample, moveSample, removeSample } from "./actions.js";
import { sizes } from "./limits.js";
import { likelihood } from "./messages.js";
import { study, values } from "./state.js";

const within = { min: -sizes.most, max: sizes.most };

/** The samples as numbers to edit, to add and to remove: all that the plot offers the pointer. */
export function SampleList() {
  const text = say(likelihood);
  const all = values.value;
  const [next, setNext] = useState(5);
  const isDiscrete = study.value?.family.kind === "discrete";
  const step = isDiscrete ? 1 : 0.1;
  return (
    <>
      <ul class="sample-list">
        {Array.from(all, (value, i) => (
          <li key={i}>
            <NumberField
              label={text.sample(i + 1)}
              isLabelHidden
              value={value}
              step={step}
              {...within}
              isWhole={isDiscrete}
              refusal={text.notNumber}
              onChange={(changed) => moveSample(i, changed)}
            />
            <button
              type="button"
              class="quiet"
              aria-label={text.remove(i + 1)}
              disabled={all.length === 1}
              onClick={() => removeSample(i)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <div class="row end">
        <NumberField
          label={text.newSample}
          value={next}
          step={step}
          {...within}
          isWhole={isDiscrete}
          refusal={text.notNumber}
          onChange={setNext}
        />
        <button type="button" onClick={() => addSample(next)}>
          {text.add}
        </button>
      </div>
    </>
  );
}
