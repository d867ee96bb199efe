import { type ComponentChild, h } from "preact";
import type { Formula } from "./formula.js";

const draw = ({ tag, parts, isLong }: Formula): ComponentChild =>
  h(
    tag,
    { class: isLong ? "long" : undefined },
    ...parts.map((part) => (typeof part === "string" ? part : draw(part))),
  );

/** Formulas one below the other, as MathML. */
export function Formulas({ of }: { readonly of: readonly Formula[] }) {
  return (
    <ul class="formulas">
      {of.map((one) => (
        <li key={one.text}>{h("math", { alttext: one.text, displaystyle: "true" } as object, draw(one))}</li>
      ))}
    </ul>
  );
}
