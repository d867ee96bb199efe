import { logNormalCdf as logCdfValue, inverseMillsRatio as millsValue } from "../special/normal.js";
import { add, mul, neg } from "./arithmetic.js";
import { apply, type Operation, type Term, type TermLike } from "./term.js";

const logCdf: Operation = {
  name: "logNormalCdf",
  value: (z) => logCdfValue(z!),
  derivatives: [([z]) => apply(inverseMills, z!)],
};

// r = φ/Φ: r′ = -r·(z + r)
const inverseMills: Operation = {
  name: "inverseMillsRatio",
  value: (z) => millsValue(z!),
  derivatives: [([z], self) => neg(mul(self, add(z!, self)))],
};

/** log Φ(z), exact in both tails. */
export function logNormalCdf(z: TermLike): Term {
  return apply(logCdf, z);
}
