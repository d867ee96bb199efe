import { say } from "../language/language.js";
import { NumberGrid } from "./graph/NumberGrid.js";
import { messages } from "./messages.js";
import type { Outcome } from "./state.js";

/** What happens inside a layer, where it is more than one step. */
export function Inside({ outcome }: { readonly outcome: Outcome }) {
  const { inside } = outcome.layer;
  if (!inside || outcome.refusal !== undefined) return null;
  const text = say(messages);
  return (
    <section class="inside" aria-label={text.inside}>
      <h2>{text.inside}</h2>
      {inside.map((row, i) => (
        <div key={row[0]!.name}>
          <p>{text.insideRows[i]}</p>
          <div class="row">
            {row.map(({ name }) => (
              <div key={name} class="step">
                <p class="name">
                  <var>{name}</var>
                </p>
                <NumberGrid name={name} outcome={outcome} />
              </div>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
