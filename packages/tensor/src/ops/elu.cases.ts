import type { OpCases } from "./caseTypes.js";
import { mapCases, mapOracle } from "./elementwise.cases.js";

const elu = (x: number, alpha = 1) => (x > 0 ? x : alpha * Math.expm1(x));

export const eluCases: readonly OpCases[] = [
  { name: "elu", elementwise: { arity: 1 }, kinks: [0], oracle: (x: number) => elu(x) },
  { name: "elu", cases: mapCases(1.5), kinks: [0], oracle: mapOracle(elu) },
];
