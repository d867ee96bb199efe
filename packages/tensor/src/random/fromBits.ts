import type { DType } from "../dtype.js";
import { DtypeError } from "../errors.js";
import { execute } from "../execute.js";
import type { Scalar } from "../expression/scalar.js";
import { at } from "../ops/at.js";
import { elementwiseOp } from "../ops/elementwise.js";
import { scope } from "../scope.js";
import { checkShape, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { Key } from "./key.js";
import { type DrawOptions, randomBits } from "./randomBits.js";

/** Options of draws of floats. */
export interface FloatDrawOptions extends DrawOptions {
  /** float32 (the default) or float64. */
  readonly dtype?: DType;
}

type BitsOp = ReturnType<typeof elementwiseOp>;

/** How one 32-bit word becomes a float32, and two a float64. */
export interface FloatOps {
  readonly float32: BitsOp;
  readonly float64: BitsOp;
}

/** The two ops of a distribution, from what they do with the words. */
export function floatOps(
  name: string,
  float32: (bits: Scalar) => Scalar,
  float64: (high: Scalar, low: Scalar) => Scalar,
): FloatOps {
  return {
    float32: elementwiseOp({
      name,
      output: "float32",
      gradients: [],
      value: (bits: Scalar) => float32(bits.bitcast("uint32")),
    }),
    float64: elementwiseOp({
      name,
      output: "float64",
      gradients: [],
      value: (high: Scalar, low: Scalar) => float64(high.bitcast("uint32"), low.bitcast("uint32")),
    }),
  };
}

/** The upper `count` bits of a word as a float. */
export function upperBits(word: Scalar, count: number, type: "float32" | "float64"): Scalar {
  return word.shiftRight(32 - count).convert(type);
}

/** Draws bits and makes floats of them, one or two words each. */
export function drawFloats(
  ops: FloatOps,
  name: string,
  key: Key,
  shape: Shape,
  { dtype = "float32", ...options }: FloatDrawOptions,
): Tensor {
  checkShape(shape, name);
  if (dtype !== "float32" && dtype !== "float64")
    throw new DtypeError(`${name}: expected float32 or float64, got ${dtype}`);
  return scope(() => {
    if (dtype === "float32") return execute(ops.float32, [randomBits(key, shape, options)]);
    if (key.rows === undefined) {
      const words = randomBits(key, [2, ...shape], options);
      return execute(ops.float64, [at(words, 0), at(words, 1)]);
    }
    const [rows = 0, ...row] = shape;
    const words = randomBits(key, [rows, 2, ...row], options);
    return execute(ops.float64, [at(words, null, 0), at(words, null, 1)]);
  });
}
