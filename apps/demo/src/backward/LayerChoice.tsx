import { say } from "../language/language.js";
import { layers } from "./layers/index.js";
import { messages } from "./messages.js";
import { layer, openLayer } from "./state.js";

/** Which layer is looked at: one stop of the Tab key, arrows between them, as radio buttons have it. */
export function LayerChoice() {
  return (
    <fieldset class="layer-choice">
      <legend class="hidden">{say(messages).layer}</legend>
      {Object.values(layers).map(({ id, title }) => (
        <label key={id}>
          <input
            type="radio"
            name="layer"
            value={id}
            checked={layer.value.id === id}
            onChange={() => openLayer(id)}
          />
          <span>{title}</span>
        </label>
      ))}
    </fieldset>
  );
}
