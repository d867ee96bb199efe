import { Generator } from "@mebae/tensor";
import { type Accuracy, type Attributes, isFloat, type KernelOp } from "@mebae/tensor/backend";
import { type BoundedArray, withData } from "./boundedArray.js";
import { formatOf, gamma, storing } from "./rounding.js";

/** An op's plain definition as a function of the numbers in its float inputs. */
type Definition = (numbers: (array: BoundedArray) => Float64Array) => Float64Array;

/** How far each element of an output may be off. */
type Bound = (
  compute: Definition,
  floats: readonly BoundedArray[],
  out: BoundedArray,
  accuracy: Accuracy,
) => Float64Array;

/**
 * The bound of an op with loops of its own, by what its plain definition is seen to do:
 * - An element that is moved is exact, and has its source's bound.
 * - An element that is linear in each input, with weights that aren't negative, is Σ w·a·b of n terms. Applied to
 *   magnitudes the definition gives Σ|term|: rounding is γ_n of it in any order (Higham 2002, sections 3.1 and 3.5).
 *   How far the inputs' errors reach, it gives as well.
 * - Others (factors of a matrix, solutions of a triangular system) are the solutions for inputs that are off by γ_n of
 *   the largest (Higham 2002, theorems 8.5 and 10.3), which is tried along random directions.
 */
export function kernelBound(
  op: KernelOp,
  inputs: readonly BoundedArray[],
  out: BoundedArray,
  attributes: Attributes,
  accuracy: Accuracy,
): void {
  const floats = inputs.filter(({ dtype }) => isFloat(dtype));
  if (!isFloat(out.dtype) || floats.length === 0 || out.data.length === 0) return;
  const compute: Definition = (numbers) => {
    const result = new Float64Array(out.data.length);
    const arrays = inputs.map((array) => (isFloat(array.dtype) ? withData(array, numbers(array)) : array));
    op.compute(arrays, withData(out, result), attributes);
    return result;
  };
  const values = compute(({ data }) => data);
  const sources = attempt(() => sourcesOf(compute, floats)) ?? [];
  const bound = attempt(() => areSums(compute, floats, sources)) ? sums : solutions;
  const errors = bound(compute, floats, out, accuracy);
  errors.forEach((error, i) => {
    out.errors[i] = sources[i] ?? error + storing(values[i]!, out.dtype, accuracy);
  });
}

/** Whether the elements that aren't moved double with all inputs, or with each, and magnitudes give no less. */
function areSums(
  compute: Definition,
  floats: readonly BoundedArray[],
  sources: readonly (number | undefined)[],
): boolean {
  const once = compute(({ data }) => data);
  const magnitudes = compute(({ data }) => data.map(Math.abs));
  if (once.some((value, i) => Math.abs(value) > magnitudes[i]! * (1 + 1e-12))) return false;
  const doubles = (isChanged: (data: Float64Array) => boolean) =>
    compute(({ data }) => (isChanged(data) ? data.map((x) => 2 * x) : data)).every(
      (twice, i) => sources[i] !== undefined || twice === 2 * once[i]!,
    );
  return doubles(() => true) || floats.every((changed) => doubles((data) => data === changed.data));
}

/** What a definition gives of other numbers than the call's; undefined where it refuses them, as matrices that have no factor. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** Of each element that is moved, the error of the input's element that it is; 0 for a constant, undefined for others. */
function sourcesOf(compute: Definition, floats: readonly BoundedArray[]): (number | undefined)[] {
  const probe = (seed: number) => {
    const generator = new Generator(seed);
    const errors = new Map<number, number>();
    const probes = new Map(
      floats.map(({ data, errors: own }) => [
        data,
        data.map((_, j) => {
          const number = generator.uniform(1, 2);
          errors.set(number, own[j]!);
          return number;
        }),
      ]),
    );
    return { found: compute(({ data }) => probes.get(data)!), errors };
  };
  const [first, second] = [probe(1), probe(2)];
  return Array.from(first.found, (value, i) => (second.found[i] === value ? 0 : first.errors.get(value)));
}

const sums: Bound = (compute, floats, out, { ulp }) => {
  const { epsilon } = formatOf(out.dtype);
  const counts = compute(({ data }) => data.map(() => 1));
  const magnitudes = compute(({ data }) => data.map(Math.abs));
  const reached = compute(({ data, errors }) => data.map((x, i) => Math.abs(x) + errors[i]!));
  const longest = termsByShape(floats, out);
  return magnitudes.map((magnitude, i) => {
    // Weights that aren't whole are quotients, as in an average.
    const isWhole = Number.isInteger(counts[i]!);
    const roundings = isWhole ? counts[i]! * ulp.add + ulp.multiply : longest * ulp.add + ulp.divide;
    return reached[i]! - magnitude + gamma(roundings * epsilon) * reached[i]!;
  });
};

function termsByShape(floats: readonly BoundedArray[], out: BoundedArray): number {
  const sizes = floats.flatMap(({ shape, data }) => [...shape, data.length / out.data.length]);
  return Math.max(1, ...sizes);
}

const directions = 8;

/** Signs that cancel by chance hide at most √n of the worst: the largest of eight directions counts √n times. */
const solutions: Bound = (compute, floats, out, { ulp }) => {
  const { epsilon } = formatOf(out.dtype);
  const n = Math.max(1, ...floats.flatMap(({ shape }) => [...shape]));
  const backward = gamma((n * (ulp.add + ulp.multiply) + ulp.divide + ulp.squareRoot) * epsilon);
  const generator = new Generator(1);
  const sign = () => (generator.uniform() < 0.5 ? -1 : 1);
  const at = compute(({ data }) => data);
  const errors = new Float64Array(out.data.length);
  for (let direction = 0; direction < directions; direction++) {
    const moved = attempt(() =>
      compute(({ data, errors: own }) => {
        const largest = data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
        return data.map((x, i) => x + sign() * (own[i]! + backward * largest));
      }),
    );
    // So near to a problem without a solution nothing can be told.
    if (!moved) return errors.fill(Infinity);
    moved.forEach((x, i) => {
      errors[i] = Math.max(errors[i]!, Math.sqrt(n) * Math.abs(x - at[i]!));
    });
  }
  return errors;
};
