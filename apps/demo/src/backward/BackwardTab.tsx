import { say } from "../language/language.js";
import "./backward.css";
import { CheckLine } from "./CheckLine.js";
import { DerivationLine } from "./DerivationLine.js";
import { Formulas } from "./formula/Formulas.js";
import { Graph } from "./graph/Graph.js";
import { Inside } from "./Inside.js";
import { LayerChoice } from "./LayerChoice.js";
import { messages } from "./messages.js";
import { shown } from "./numbers.js";
import { Refusal } from "./Refusal.js";
import { failure, isLinkBroken, layer, type Outcome, outcome, setValues } from "./state.js";
import { Toolbar } from "./Toolbar.js";

/** One layer: its numbers going forward and backward, its formulas, and whether they are right. */
export function BackwardTab() {
  const text = say(messages);
  const now = outcome.value?.layer === layer.value ? outcome.value : undefined;
  return (
    <div class="backward">
      <div class="head">
        <LayerChoice />
        <Toolbar />
      </div>
      {isLinkBroken.value && <p role="status">{text.brokenLink}</p>}
      {failure.value && (
        <p class="problem" role="alert">
          {text.failed(failure.value)}
        </p>
      )}
      <div class="bench">
        <div class="panel">
          <Graph outcome={now} />
          <div class="derivation">
            {now?.refusal === undefined ? <DerivationLine /> : <Refusal reason={now.refusal} />}
          </div>
          {now && <Inside outcome={now} />}
        </div>
        <Explanation />
      </div>
      {now && now.refusal === undefined && <Announcement outcome={now} />}
    </div>
  );
}

/** The output, for those who don't see it change. */
function Announcement({ outcome }: { readonly outcome: Outcome }) {
  const { name } = outcome.layer.output;
  const rows = outcome.values[name]!.map((row) => row.map(shown).join(", "));
  return (
    <p class="hidden" role="status">
      {name} = {rows.join("; ")}
    </p>
  );
}

/** The formulas, whether the gradients are right, and what often goes wrong. */
function Explanation() {
  const text = say(messages);
  const { id, forward, backward, trial } = layer.value;
  const slip = text.slips[id];
  return (
    <div class="panel explanation">
      <section>
        <h2 class="ahead">
          <span aria-hidden="true">→ </span>
          {text.ahead}
        </h2>
        <Formulas of={forward} />
      </section>
      <section>
        <h2 class="back">
          <span aria-hidden="true">← </span>
          {text.back}
        </h2>
        <Formulas of={backward} />
        <p class="meaning">{text.meaning}</p>
      </section>
      <CheckLine />
      <section>
        <h2>{text.slipTitle}</h2>
        <p>{slip.note}</p>
        <button
          type="button"
          onClick={() => {
            setValues(trial);
            showGraph();
          }}
        >
          {slip.trial}
        </button>
      </section>
    </div>
  );
}

/** Where the graph stands above, as on a phone, what a button did there is to be seen. */
function showGraph(): void {
  const graph = document.querySelector(".graph-box")!;
  if (graph.getBoundingClientRect().bottom < innerHeight / 2) graph.scrollIntoView();
}
