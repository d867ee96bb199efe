export type * from "./ops/caseTypes.js";

import { mulCases } from "./ops/mul.cases.js";
import { sumCases } from "./ops/sum.cases.js";

/** The cases of every op, for `testBackend` of @mebae/conformance. */
export const allCases = [mulCases, sumCases] as const;
