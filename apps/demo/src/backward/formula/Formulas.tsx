import { h, type VNode } from "preact";
import type { Formula } from "./formula.js";

const draw = ({ tag, parts }: Formula): VNode =>
  h(tag, null, ...parts.map((part) => (typeof part === "string" ? part : draw(part))));

/** Formulas one below the other, as MathML. */
export function Formulas({ of }: { readonly of: readonly Formula[] }) {
  return (
    <ul class="formulas">
      {of.map((one) => (
        <li key={one.text}>{h("math", { alttext: one.text } as object, draw(one))}</li>
      ))}
    </ul>
  );
}
