import { add, mul } from "./arithmetic.js";
import { isChoice, where } from "./choice.js";
import { constant, type Term } from "./term.js";

/** Derivatives already made, so that what terms share stays shared in their derivatives. */
const known = new WeakMap<Term, Map<string, Term>>();

/** ∂term/∂variable, a term of its own. */
export function derivative(term: Term, variable: string): Term {
  if (term.kind === "constant") return constant(0);
  if (term.kind === "variable") return constant(term.name === variable ? 1 : 0);
  let byVariable = known.get(term);
  if (!byVariable) known.set(term, (byVariable = new Map()));
  let made = byVariable.get(variable);
  if (!made) byVariable.set(variable, (made = differentiate(term, variable)));
  return made;
}

function differentiate(term: Extract<Term, { kind: "application" }>, variable: string): Term {
  const { operation, inputs } = term;
  // Not Σ (∂where/∂branch · branch′): 0·∞ of the branch not taken would be NaN.
  if (isChoice(operation)) {
    const [condition, a, b] = inputs;
    return where(condition!, derivative(a!, variable), derivative(b!, variable));
  }
  const parts = inputs.flatMap((input, i) => {
    const inner = derivative(input, variable);
    const outer = operation.derivatives[i];
    if (!outer || (inner.kind === "constant" && inner.value === 0)) return [];
    return [mul(outer(inputs, term), inner)];
  });
  return parts.reduce((sum, part) => add(sum, part), constant(0) as Term);
}
