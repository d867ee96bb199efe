import { UsageError } from "@mebae/tensor";
import { erfcx } from "../special/normal.js";
import { apply, type Operation, type Term } from "./term.js";

const root = Math.sqrt(2 / Math.PI);

/** M - b, M = φ(b)/Φ(-b): 1/b - 2/b³ + 10/b⁵ - … for a large b, where the difference cancels. */
function excess(b: number): number {
  if (b < 40) return root / erfcx(b * Math.SQRT1_2) - b;
  const s = 1 / (b * b);
  return (1 - s * (2 - s * (10 - s * (74 - s * (706 - s * 8162))))) / b;
}

/** (M - b)′ = M(M - b) - 1, likewise. */
function excessSlope(b: number): number {
  if (b < 40) return (excess(b) + b) * excess(b) - 1;
  const s = 1 / (b * b);
  return -s * (1 - s * (6 - s * (50 - s * (518 - s * (6354 - s * 89782)))));
}

const slope: Operation = {
  name: "scaledNormalTailSlope",
  value: (b) => -excess(b!),
  derivatives: [([b]) => apply(bend, b!)],
};

const bend: Operation = {
  name: "scaledNormalTailBend",
  value: (b) => -excessSlope(b!),
  derivatives: [
    () => {
      throw new UsageError("the third derivative of logScaledNormalTail is not known");
    },
  ],
};

const scaledTail: Operation = {
  name: "logScaledNormalTail",
  value: (b) => Math.log(0.5 * erfcx(b! * Math.SQRT1_2)),
  derivatives: [([b]) => apply(slope, b!)],
};

/** log Φ(-b) + b²/2, which falls only as -log b. */
export function logScaledNormalTail(b: Term): Term {
  return apply(scaledTail, b);
}
