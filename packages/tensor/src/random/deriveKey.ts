import { execute } from "../execute.js";
import { kernelOp } from "../ops/kernel.js";
import type { Tensor } from "../tensor.js";
import { deriveKeyWords } from "./philox.js";

interface Attributes extends Record<string, unknown> {
  readonly data: number;
  readonly purpose: number;
}

const deriveKeyOp = kernelOp<Attributes>({
  name: "deriveKey",
  infer: () => ({ dtype: "int32", shape: [2] }),
  compute: ([key], out, { data, purpose }) => {
    const words = deriveKeyWords([key!.data[0]! >>> 0, key!.data[1]! >>> 0], data, purpose);
    words.forEach((word, i) => {
      out.data[i] = word | 0;
    });
  },
  gradients: [],
});

/** `deriveKeyWords` of a key that is an int32 tensor [2], on its backend. */
export function deriveKey(words: Tensor, data: number, purpose: number): Tensor {
  return execute(deriveKeyOp, [words], { data, purpose });
}
