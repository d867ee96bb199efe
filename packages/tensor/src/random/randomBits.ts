import type { Backend } from "../backend.js";
import { philoxKernel } from "../cpu/kernels/philox.js";
import { currentBackend } from "../current.js";
import { execute } from "../execute.js";
import { kernelOp } from "../ops/kernel.js";
import { scope } from "../scope.js";
import { checkShape, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { Key } from "./key.js";
import { philox4x32, purposes, type Words4 } from "./philox.js";

/** Where a random tensor is made: the backend in use by default. */
export interface DrawOptions {
  readonly backend?: Backend;
}

interface Attributes extends Record<string, unknown> {
  readonly shape: Shape;
}

const randomBitsOp = /* @__PURE__ */ kernelOp<Attributes>({
  name: "randomBits",
  infer: (_, { shape }) => ({ dtype: "int32", shape }),
  compute: ([key], out) => {
    const words: [number, number] = [key!.data[0]! >>> 0, key!.data[1]! >>> 0];
    const { data } = out;
    for (let start = 0; start < data.length; start += 4) {
      const number = start / 4;
      const counter: Words4 = [number >>> 0, Math.floor(number / 0x100000000), 0, purposes.draw];
      const block = philox4x32(counter, words);
      for (let i = 0; i < 4 && start + i < data.length; i++) data[start + i] = block[i]! | 0;
    }
  },
  gradients: [],
  cpu: philoxKernel,
});

/**
 * 32 random bits an element, as int32: element i is word i mod 4 of the Philox block ⌊i/4⌋ under the key (Salmon et
 * al. 2011), the same on every backend. The other draws are made of these.
 */
export function randomBits(key: Key, shape: Shape, options: DrawOptions = {}): Tensor {
  checkShape(shape, "randomBits");
  return scope(() =>
    execute(randomBitsOp, [key.tensor(options.backend ?? currentBackend())], { shape: [...shape] }),
  );
}
