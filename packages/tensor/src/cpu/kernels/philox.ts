import { sizeOf } from "../../shape.js";
import { callOf } from "../codegen/call.js";
import type { CpuKernel } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./philox.generated.js";

interface Exports {
  /** (two key words, output, begin and end in groups of 16 words, number of words) */
  randomBits: WebAssembly.ExportValue;
}

/** The bits of a key's stream from its start; of several keys a row of bits each. */
export const philoxKernel: CpuKernel = {
  dtypes: ["int32"],
  strided: false,
  prepare: (machine, [keys], output) => {
    const { randomBits } = kernelExports<Exports>(machine, "philox", module);
    const rows = keys!.shape.length === 2 ? keys!.shape[0]! : 1;
    const words = sizeOf(output.shape) / Math.max(1, rows);
    const call = callOf(machine, randomBits, [0, 0, 0, 0, words], {
      range: 2,
      count: Math.ceil(words / 16),
      // A word costs about four simple elements.
      grain: Math.ceil(machine.grain / 64),
    });
    return ([key], out) => {
      for (let row = 0; row < rows; row++) {
        call.args[0] = key! + 8 * row;
        call.args[1] = out + 4 * words * row;
        call.run();
      }
    };
  },
};
