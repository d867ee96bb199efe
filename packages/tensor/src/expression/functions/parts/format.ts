import type { ScalarType } from "../../expression.js";

/** What expansions need to know about a float type. */
export interface Format {
  /** Digits after the leading one. */
  readonly digits: number;
  /** Of the exponent. */
  readonly bias: number;
  /** log 2 in two parts; whole numbers as large as exponents times the first are exact. */
  readonly log2: readonly [number, number];
}

const float32: Format = { digits: 23, bias: 127, log2: [0.693145751953125, 1.4286068203094173e-6] };
const float64: Format = { digits: 52, bias: 1023, log2: [0.6931471805582987, 1.6465949582897082e-12] };

/** Of float32 or float64; undefined for types that functions aren't defined for. */
export function formatOf(type: ScalarType): Format | undefined {
  return type === "float32" ? float32 : type === "float64" ? float64 : undefined;
}
