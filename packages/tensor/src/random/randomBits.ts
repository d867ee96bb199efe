import type { Backend } from "../backend.js";
import { philoxKernel } from "../cpu/kernels/philox.js";
import { currentBackend } from "../current.js";
import { ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { kernelOp } from "../ops/kernel.js";
import { scope } from "../scope.js";
import { checkShape, formatShape, type Shape } from "../shape.js";
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

const randomBitsOp = kernelOp<Attributes>({
  name: "randomBits",
  infer: ([keys], { shape }) => {
    if (keys!.shape.length === 2 && keys!.shape[0] !== shape[0]) {
      throw new ShapeError(
        `randomBits: a key for each of ${keys!.shape[0]} rows can't draw values of shape ${formatShape(shape)}`,
      );
    }
    return { dtype: "int32", shape };
  },
  compute: ([keys], { data }) => {
    const rows = keys!.data.length / 2;
    const length = rows === 0 ? 0 : data.length / rows;
    for (let row = 0; row < rows; row++) {
      const words: [number, number] = [keys!.data[2 * row]! >>> 0, keys!.data[2 * row + 1]! >>> 0];
      for (let start = 0; start < length; start += 4) {
        const number = start / 4;
        const counter: Words4 = [number >>> 0, Math.floor(number / 0x100000000), 0, purposes.draw];
        const block = philox4x32(counter, words);
        for (let i = 0; i < 4 && start + i < length; i++) data[row * length + start + i] = block[i]! | 0;
      }
    }
  },
  gradients: [],
  cpu: philoxKernel,
});

/**
 * 32 random bits an element, as int32: element i is word i mod 4 of the Philox block ⌊i/4⌋ under the key (Salmon et
 * al. 2011), the same on every backend. Of a key for each row (`key.each`) that holds row by row. The other draws are made of these.
 */
export function randomBits(key: Key, shape: Shape, options: DrawOptions = {}): Tensor {
  checkShape(shape, "randomBits");
  return scope(() =>
    execute(randomBitsOp, [key.tensor(options.backend ?? currentBackend())], { shape: [...shape] }),
  );
}
