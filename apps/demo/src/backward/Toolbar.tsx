import { CopyLink } from "../controls/CopyLink.js";
import { say } from "../language/language.js";
import { linkTo } from "../state/route.js";
import { isLabelled, otherTargets } from "./layers/softmaxWithLoss.js";
import { messages } from "./messages.js";
import { drawRandom, layer, setValues, values } from "./state.js";

/** The worked example, other numbers, and a link to these. */
export function Toolbar() {
  const text = say(messages);
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
      <CopyLink
        label={text.copyLink}
        copied={text.copied}
        here={text.link}
        of={values.value}
        link={() => linkTo("backward", { layer: layer.value.id, values: values.value })}
      />
    </div>
  );
}
