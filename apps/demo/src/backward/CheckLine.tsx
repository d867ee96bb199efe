import { say } from "../language/language.js";
import { symbolOf } from "./derivation.js";
import { messages } from "./messages.js";
import { shown } from "./numbers.js";
import { check, layer, outcome } from "./state.js";

/** What still passes for rounding, relative to the largest gradient. */
const tolerance = 1e-6;

/** Whether the gradients are those that finite differences find, as of this moment. */
export function CheckLine() {
  const text = say(messages);
  const [found, now] = [check.value, outcome.value];
  if (!now || now.refusal !== undefined) return null;
  if (!found) return <p class="check-line">{text.checking}</p>;
  if (found.error <= tolerance) {
    return (
      <p class="check-line good" data-check="agrees">
        <span aria-hidden="true">✓ </span>
        {text.agrees(found.compared, shown(Math.max(Number(found.error.toPrecision(1)), 1e-16)))}
      </p>
    );
  }
  const { name, element } = found.worst;
  const columns = now.values[name]![0]!.length;
  const cell = { name, row: Math.floor(element / columns), column: element % columns };
  const where = symbolOf(now.layer, cell, now.values);
  return (
    <p class="check-line" data-check="differs">
      <span aria-hidden="true">≠ </span>
      {text.differs(where, shown(found.gradient), shown(found.difference))}{" "}
      {layer.value.id === "relu" && text.kink}
    </p>
  );
}
