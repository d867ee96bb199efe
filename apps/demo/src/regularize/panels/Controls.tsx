import { Choice } from "../../controls/Choice.js";
import { NumberField } from "../../controls/NumberField.js";
import { Slider } from "../../controls/Slider.js";
import { say } from "../../language/language.js";
import { regularize } from "../messages.js";
import { amounts, totalSteps } from "../setup.js";
import {
  change,
  pause,
  problem,
  resume,
  setup,
  shown,
  start,
  startWithoutGraphics,
  status,
  step,
} from "../state.js";
import { Problem } from "./Problem.js";

/** The data, and the run of all six. */
export function Controls() {
  const text = say(regularize);
  const { amount, seed } = setup.value;
  return (
    <section class="panel" aria-label={text.controls}>
      <p class="purpose">{text.hint}</p>
      <Slider
        label={text.amount}
        value={amounts.indexOf(amount as (typeof amounts)[number])}
        min={0}
        max={amounts.length - 1}
        step={1}
        shown={text.examples(amount)}
        onInput={(place) => change({ amount: amounts[place]! })}
      />
      <div class="row">
        <RunButtons />
      </div>
      <div class="row pair">
        <NumberField
          label={text.seed}
          value={seed}
          min={0}
          max={999_999}
          step={1}
          isWhole
          refusal={text.seedRefusal}
          onChange={(next) => change({ seed: next })}
        />
        <Choice
          label={text.curvesOf}
          value={shown.value}
          options={[
            { value: "loss", label: text.loss },
            { value: "accuracy", label: text.accuracy },
          ]}
          onChange={(next) => {
            shown.value = next;
          }}
        />
      </div>
      <Progress />
      {problem.value && <Problem failure={problem.value} onWithoutGraphics={startWithoutGraphics} />}
    </section>
  );
}

function RunButtons() {
  const text = say(regularize);
  const { seed } = setup.value;
  return (
    <>
      {status.value === "running" && (
        <button type="button" class="primary" onClick={pause}>
          {text.pause}
        </button>
      )}
      {status.value === "paused" && (
        <button type="button" class="primary" onClick={resume}>
          {text.resume}
        </button>
      )}
      <button type="button" onClick={start}>
        {status.value === "idle" ? text.start : text.again}
      </button>
      <button type="button" onClick={() => change({ seed: (seed + 1) % 1_000_000 })}>
        {text.otherData}
      </button>
    </>
  );
}

function Progress() {
  const text = say(regularize);
  const words = text.progress(step.value, totalSteps);
  return (
    <div class="progress">
      <progress max={totalSteps} value={step.value} aria-label={words} />
      <span aria-hidden="true">{words}</span>
    </div>
  );
}
