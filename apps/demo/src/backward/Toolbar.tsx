import { useState } from "preact/hooks";
import { say } from "../language/language.js";
import { linkTo } from "../state/route.js";
import { isLabelled, otherTargets } from "./layers/softmaxWithLoss.js";
import { messages } from "./messages.js";
import { drawRandom, layer, setValues, values } from "./state.js";

/** The worked example, other numbers, and a link to these. */
export function Toolbar() {
  const text = say(messages);
  const [said, setSaid] = useState<{ readonly of: unknown; readonly link?: string } | undefined>(undefined);
  const copy = async () => {
    const of = values.value;
    const link = linkTo("backward", { layer: layer.value.id, values: of });
    try {
      await navigator.clipboard.writeText(link);
      setSaid({ of });
    } catch {
      // Where the browser keeps the clipboard closed, a person copies the link by hand.
      setSaid({ of, link });
    }
  };
  // It was said of other numbers: gone with them.
  const now = said?.of === values.value ? said : undefined;
  return (
    <div class="row toolbar">
      <button type="button" onClick={() => setValues(layer.value.example)}>
        {text.example}
      </button>
      <button type="button" onClick={drawRandom}>
        {text.random}
      </button>
      {layer.value.id === "softmaxWithLoss" && (
        <button type="button" onClick={() => setValues(otherTargets(values.value))}>
          {isLabelled(values.value) ? text.asRows : text.asLabels}
        </button>
      )}
      <button type="button" onClick={copy}>
        {text.copyLink}
      </button>
      <span role="status">{now && (now.link ?? text.copied)}</span>
    </div>
  );
}
