import type { Backend } from "@mebae/tensor";
import type { OpCases } from "@mebae/tensor/cases";
import type { Expectations } from "./expectations.js";

/** One thing that must hold; `run` throws an error that says what doesn't. */
export interface Check {
  readonly name: string;
  readonly kind: "values" | "gradients" | "second gradients" | "compiled gradients";
  run(): Promise<void>;
}

export interface ConformanceOptions {
  /** Which ops, by their cases; all of @mebae/tensor's by default. */
  readonly cases?: readonly OpCases[];
  /** Where the cases' functions are found by name; @mebae/tensor's exports by default. */
  readonly functions?: Readonly<Record<string, unknown>>;
  /** What is right; a reference backend by default. */
  readonly reference?: Backend;
  /** Draws the inputs; failures name it. Default 0. */
  readonly seed?: number;
  /**
   * Whether each call is tested in every memory layout, which is the default, or each in one, layouts taking turns: for
   * backends that take long to compile their code.
   */
  readonly layouts?: "every" | "in turn";
  /** Hand the same to the suites of several backends of equal accuracy, and the reference computes once. */
  readonly expectations?: Expectations;
}

/** A failed check: which op, call, layout and seed, and what was found. */
export class ConformanceError extends Error {
  override readonly name = "ConformanceError";
}
