import { say } from "../language/language.js";
import { type Derivation, isBackward, pieceText, shownDerivation, symbolOf } from "./derivation.js";
import { messages } from "./messages.js";

/** From which numbers the number that was pointed at is made: first their names, then themselves. */
export function DerivationLine() {
  const now = shownDerivation.value;
  return (
    <>
      <p class="hint">{say(messages).point}</p>
      {now && (
        <div class="calculation" data-derivation>
          <var class={isBackward(now.cell.name) ? "back" : "ahead"}>{now.symbol}</var>
          <p>
            = <Pieces of={now} isNamed />
          </p>
          <p>
            = <Pieces of={now} /> {now.sign} <strong>{now.result}</strong>
          </p>
        </div>
      )}
    </>
  );
}

function Pieces({ of, isNamed = false }: { readonly of: Derivation; readonly isNamed?: boolean }) {
  const { layer, pieces, values } = of;
  return (
    <>
      {pieces.map((piece, i) => {
        if (typeof piece === "string") return piece;
        const Tag = isNamed ? "var" : "span";
        return (
          <Tag key={i} class={isBackward(piece.name) ? "back" : "ahead"}>
            {isNamed ? symbolOf(layer, piece, values) : pieceText(pieces, i, values)}
          </Tag>
        );
      })}
    </>
  );
}
