import type { Split } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import { tooFew } from "./refusals.js";

/** The parts to learn from and to judge by. @throws Refused of data too few for both */
export function splitOf(data: { readonly name: string; readonly length: number }, make: () => Split): Split {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw tooFew(data.name, data.length);
  }
}
