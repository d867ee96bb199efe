import { type DType, Generator, isFloat, sizeOf } from "@mebae/tensor";
import type { CaseInput, Interval, OpCase, OpCases } from "@mebae/tensor/cases";
import { asDtype, type DrawnArray } from "./arrays.js";

/** Draws a call's inputs: inside the op's domain, away from its kinks, the same for the same seed. */
export function drawInputs(cases: OpCases, c: OpCase, dtype: DType, seed: number): DrawnArray[] {
  const generator = new Generator(seed).fold(`${cases.name} ${dtype}`);
  return c.inputs.map((input, i) => {
    const own = input.dtype ?? dtype;
    const values = input.values ?? drawValues(cases, input, i, own, generator);
    return { dtype: own, shape: input.shape, data: asDtype(values, own) };
  });
}

function drawValues(
  cases: OpCases,
  input: CaseInput,
  i: number,
  dtype: DType,
  generator: Generator,
): number[] {
  const [low, high] = input.range ?? domainOf(cases, i);
  const length = sizeOf(input.shape);
  if (!isFloat(dtype)) return drawWhole(dtype, low, high, length, input.distinct ?? false, generator);
  if (input.distinct) {
    const order = generator.permutation(length);
    return Array.from(order, (place) => low + ((high - low) * (place + 0.5)) / length);
  }
  return Array.from({ length }, () => {
    for (let attempt = 0; ; attempt++) {
      const value = cases.kinkWhereEqual
        ? offGrid(generator.uniform(low, high), low, high, i)
        : generator.uniform(low, high);
      const near = (cases.kinks ?? []).some((kink) => Math.abs(value - kink) < (high - low) / 80);
      if (!near || attempt > 1000) return value;
    }
  });
}

/**
 * The nearest point of a grid that is another for every input, so that no two inputs meet. Steps are powers of two,
 * cut at 1/6, 1/2 and 5/6: grids of different steps don't meet either.
 */
function offGrid(value: number, low: number, high: number, input: number): number {
  const step = 2 ** Math.floor(Math.log2((high - low) / 16));
  return (Math.floor(value / step) + (input % 3) / 3 + 1 / 6) * step;
}

function drawWhole(
  dtype: DType,
  low: number,
  high: number,
  length: number,
  distinct: boolean,
  generator: Generator,
): number[] {
  if (dtype === "bool") return Array.from({ length }, () => generator.integer(0, 2));
  const from = dtype === "uint8" ? Math.max(0, Math.ceil(low)) : Math.ceil(low);
  if (distinct) return Array.from(generator.permutation(length), (place) => from + place);
  const to = Math.max(from, Math.floor(high));
  return Array.from({ length }, () => generator.integer(from, to + 1));
}

function domainOf(cases: OpCases, i: number): Interval {
  const { domain } = cases;
  if (!domain) return [-2, 2];
  return typeof domain[0] === "number" ? (domain as Interval) : (domain[i] as Interval);
}

/** ±[0.5, 1.5): numbers of both signs and none near zero, for directions and gradients that hide nothing. */
export function drawSigned(length: number, generator: Generator): Float64Array {
  return Float64Array.from(
    { length },
    () => (generator.uniform() < 0.5 ? -1 : 1) * generator.uniform(0.5, 1.5),
  );
}
