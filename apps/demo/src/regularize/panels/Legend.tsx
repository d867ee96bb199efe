import { say } from "../../language/language.js";
import { regularize } from "../messages.js";

/** What the points in the pictures are. */
export function Legend() {
  const { legend } = say(regularize);
  return (
    <ul class="points">
      {(["one", "two", "wrong", "heldBack"] as const).map((kind) => (
        <li key={kind}>
          <svg viewBox="-8 -8 16 16" aria-hidden="true">
            {kind === "two" ? (
              <path class="two" d="M-6 5h12l-6 -10.5z" />
            ) : (
              <circle
                r="5"
                class={kind === "heldBack" ? "one held" : kind === "wrong" ? "one wrong" : "one"}
              />
            )}
          </svg>
          {legend[kind]}
        </li>
      ))}
    </ul>
  );
}
