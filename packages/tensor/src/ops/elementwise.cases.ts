import type { OpCase, OracleArray } from "./caseTypes.js";

/** The oracle of an elementwise op of one tensor that takes further arguments. */
// biome-ignore lint/suspicious/noExplicitAny: the arguments are those of the case's own function
export function mapOracle(f: (x: number, ...args: any[]) => number) {
  return ([x]: readonly OracleArray[], ...args: unknown[]): OracleArray => ({
    shape: x!.shape,
    data: Array.from(x!.data, (value) => f(value, ...args)),
  });
}

/** The calls of such an op, with some arguments: a scalar, some rows, nothing. */
export function mapCases(...args: readonly unknown[]): readonly OpCase[] {
  return [[], [3, 5], [0, 4]].map((shape) => ({ inputs: [{ shape }], arguments: args }));
}
