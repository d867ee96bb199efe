import type { DType, Shape } from "@mebae/tensor";
import type { AnyLayer } from "../index.js";
import type { LawOracle } from "./oracles/laws.js";
import type { Oracle } from "./oracles/plain.js";

/** A layer, what it takes and gives, and what it refuses; every case goes through the same tests. */
export interface LayerCase {
  readonly name: string;
  readonly make: (dtype: DType) => AnyLayer;
  /** One shape an input; several inputs make an array. */
  readonly inputs: readonly Shape[];
  /** Values for an integer input, in place of random floats. */
  readonly integers?: readonly number[];
  readonly output: Shape;
  /** The layer's output at inference, by its formula in plain JavaScript, for whatever its variables hold. */
  readonly expected: Oracle;
  /** The same in training, where it is another and draws nothing. */
  readonly training?: Oracle;
  /** For a layer whose training draws from a key: what its outputs are spread around, and how far. */
  readonly random?: LawOracle;
  /** Shapes refused, and the sentence. */
  readonly wrong?: { readonly inputs: readonly Shape[]; readonly message: string };
  /** Where variables are constants of the formula, which the oracle works out: random numbers don't stand in for them. */
  readonly fixed?: boolean;
  readonly multiplyAdds?: number;
}
