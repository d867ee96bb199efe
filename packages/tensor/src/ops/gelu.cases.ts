import type { OpCases } from "./caseTypes.js";
import { mapCases, mapOracle } from "./elementwise.cases.js";
import { erfcOracle } from "./specialFunctions.cases.js";

export const geluCases: readonly OpCases[] = [
  {
    name: "gelu",
    elementwise: { arity: 1 },
    ulp: 8,
    oracleUlp: 64,
    oracle: (x: number) => (x * erfcOracle(-x / Math.SQRT2)) / 2,
  },
  {
    name: "gelu",
    cases: mapCases({ approximate: "tanh" }),
    ulp: 16,
    // 1 + tanh cancels in the left tail, where the op itself doesn't.
    oracleUlp: 1024,
    oracle: mapOracle((x) => (x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))) / 2),
  },
];
