import { sizeOf } from "../../shape.js";
import type { CpuKernel } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./philox.generated.js";

interface Exports {
  /** Words from the block (firstLow, firstHigh) on, under the two key words at `key`. */
  randomBits(key: number, firstLow: number, firstHigh: number, words: number, out: number): void;
}

/** The bits of a key's stream from its start. */
export const philoxKernel: CpuKernel = {
  dtypes: ["int32"],
  strided: false,
  prepare: (machine, _, output) => {
    const { randomBits } = kernelExports<Exports>(machine, "philox", module);
    const words = sizeOf(output.shape);
    return ([key], out) => randomBits(key!, 0, 0, words, out);
  },
};
