import { say } from "../language/language.js";
import { isBackward, pieceText, shownDerivation } from "./derivation.js";
import { messages } from "./messages.js";

/** From which numbers the number that was pointed at is made. */
export function DerivationLine() {
  const text = say(messages);
  const now = shownDerivation.value;
  return (
    <div class="derivation">
      <p class="hint">{text.point}</p>
      {now && (
        <p class="calculation" data-derivation>
          <var class={isBackward(now.cell.name) ? "back" : "ahead"}>{now.symbol}</var> ={" "}
          {now.pieces.map((piece, i) => {
            const written = pieceText(now.pieces, i, now.values);
            if (typeof piece === "string") return piece;
            return (
              <span key={i} class={isBackward(piece.name) ? "back" : "ahead"} title={piece.name}>
                {written}
              </span>
            );
          })}{" "}
          {now.sign} <strong>{now.result}</strong>
        </p>
      )}
    </div>
  );
}
