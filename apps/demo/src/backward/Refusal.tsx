import { say } from "../language/language.js";
import { messages } from "./messages.js";
import { makeFit } from "./state.js";

/** The layer's own sentence, and a way out. */
export function Refusal({ reason }: { readonly reason: string }) {
  const text = say(messages);
  return (
    <div class="problem" role="alert">
      <p>
        {text.refused} <span lang="en">{reason}</span>
      </p>
      <button type="button" onClick={makeFit}>
        {text.makeFit}
      </button>
    </div>
  );
}
