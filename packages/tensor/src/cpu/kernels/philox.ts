import { sizeOf } from "../../shape.js";
import { callOf } from "../codegen/call.js";
import type { CpuKernel } from "../kernel.js";
import { kernelExports } from "../machine.js";
import { module } from "./philox.generated.js";

interface Exports {
  /** (two key words, output, begin and end in groups of 16 words, number of words) */
  randomBits: WebAssembly.ExportValue;
}

/** The bits of a key's stream from its start. */
export const philoxKernel: CpuKernel = {
  dtypes: ["int32"],
  strided: false,
  prepare: (machine, _, output) => {
    const { randomBits } = kernelExports<Exports>(machine, "philox", module);
    const words = sizeOf(output.shape);
    const call = callOf(machine, randomBits, [0, 0, 0, 0, words], {
      range: 2,
      count: Math.ceil(words / 16),
      // A word costs about four simple elements.
      grain: Math.ceil(machine.grain / 64),
    });
    return ([key], out) => {
      call.args[0] = key!;
      call.args[1] = out;
      call.run();
    };
  },
};
