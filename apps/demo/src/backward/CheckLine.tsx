import { say } from "../language/language.js";
import { symbolOf } from "./derivation.js";
import { messages } from "./messages.js";
import { shown } from "./numbers.js";
import { check, type Outcome, outcome } from "./state.js";

/** What still passes for rounding, relative to the largest gradient. */
const tolerance = 1e-6;

/** Whether the gradients are those that finite differences find, as of this moment. */
export function CheckLine() {
  if (!outcome.value || outcome.value.refusal !== undefined) return null;
  return (
    <section>
      <h2>{say(messages).checkTitle}</h2>
      <Finding of={outcome.value} />
    </section>
  );
}

function Finding({ of }: { readonly of: Outcome }) {
  const text = say(messages);
  const found = check.value;
  if (!found) return <p class="check-line">{text.checking}</p>;
  if (found.error <= tolerance) {
    return (
      <p class="check-line good" data-check="agrees">
        <span aria-hidden="true">✓ </span>
        {text.agrees(found.compared, shown(Number(Math.max(found.error, Number.EPSILON).toPrecision(1))))}
      </p>
    );
  }
  const { name, element } = found.worst;
  const columns = of.values[name]![0]!.length;
  const cell = { name, row: Math.floor(element / columns), column: element % columns };
  const where = symbolOf(of.layer, cell, of.values);
  return (
    <p class="check-line" data-check="differs">
      <span aria-hidden="true">≠ </span>
      {text.differs(where, shown(found.gradient), shown(found.difference))}{" "}
      {of.layer.id === "relu" && text.kink}
    </p>
  );
}
