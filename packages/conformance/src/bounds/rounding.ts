import { type Accuracy, type DType, isFloat } from "@mebae/tensor/backend";
import { allCases } from "@mebae/tensor/cases";
import { asDtype, epsilonOf } from "../arrays.js";

/** How a float type rounds. */
export interface Format {
  readonly epsilon: number;
  /** The smallest number with all digits. */
  readonly smallestNormal: number;
  round(value: number): number;
}

const formats: Partial<Record<DType, Format>> = {
  float64: { epsilon: epsilonOf("float64"), smallestNormal: 2 ** -1022, round: (value) => value },
  float32: { epsilon: epsilonOf("float32"), smallestNormal: 2 ** -126, round: Math.fround },
  float16: {
    epsilon: epsilonOf("float16"),
    smallestNormal: 2 ** -14,
    round: (value) => asDtype([value], "float16")[0]!,
  },
};

/** Of a float dtype. */
export function formatOf(dtype: DType): Format {
  return formats[dtype]!;
}

/** What rounding to so many units in the last place, and flushing to zero, may change. */
export function roundingOf(
  value: number,
  ulp: number,
  { epsilon, smallestNormal }: Format,
  { flushesSubnormals }: Accuracy,
): number {
  const size = Math.abs(value);
  if (size === 0 || !Number.isFinite(size)) return 0;
  const flushed = flushesSubnormals && size < smallestNormal ? size : 0;
  return ulp * epsilon * Math.max(size, smallestNormal) + flushed;
}

/** The bound that a function's expansions keep on every backend: that of the op of its name. */
export function functionUlp(name: string): number {
  return allCases.find((cases) => cases.name === name)?.ulp ?? 4;
}

/** γ = u/(1 - u): what roundings that add up to u at most make of a number (Higham 2002, section 3.1). */
export function gamma(u: number): number {
  return u < 0.5 ? u / (1 - u) : 1;
}

/** What a result may lose where it is stored as its dtype, the reference's own rounding included. */
export function storing(value: number, dtype: DType, accuracy: Accuracy): number {
  if (!isFloat(dtype)) return 0;
  const format = formatOf(dtype);
  const isHeld = format.round(value) === value;
  // What is computed as float32 is converted, in which a number that float16 holds may still be flushed to zero.
  const conversion =
    dtype === "float16" ? roundingOf(value, isHeld ? 0 : accuracy.ulp.convert, format, accuracy) : 0;
  if (isHeld) return conversion;
  const nearest = { ...accuracy, flushesSubnormals: false };
  return roundingOf(value, 0.5, format, nearest) + conversion;
}
