import { expect, test } from "vitest";
import { choleskyFactor, choleskyInverse, choleskySolve } from "./cholesky.js";
import { symmetricEigen } from "./symmetricEigen.js";

/** A symmetric matrix of numbers in [-1, 1) that look random. */
function symmetric(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  let state = 1;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      state = (state * 16807) % 2147483647;
      matrix[i * size + j] = matrix[j * size + i] = state / 2 ** 30 - 1;
    }
  }
  return matrix;
}

function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  return a.map((_, at) => {
    let sum = 0;
    for (let t = 0; t < size; t++) sum += a[at - (at % size) + t]! * b[t * size + (at % size)]!;
    return sum;
  });
}

function transposed(a: Float64Array, size: number): Float64Array {
  return a.map((_, at) => a[(at % size) * size + Math.floor(at / size)]!);
}

/** M·Mᵀ + I. */
function definite(size: number): Float64Array {
  const matrix = symmetric(size);
  return product(matrix, matrix, size).map((entry, at) => entry + (at % (size + 1) === 0 ? 1 : 0));
}

function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < found.length; i++) expect(Math.abs(found[i]! - expected[i]!)).toBeLessThan(tolerance);
}

const identity = (size: number) =>
  Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));

test.each([1, 2, 5, 30])("L·Lᵀ is A of side %i, and solves and inverts it", (size) => {
  const matrix = definite(size);
  const factor = choleskyFactor(matrix)!;
  expectClose(product(factor, transposed(factor, size), size), matrix, 1e-13);
  expectClose(product(choleskyInverse(factor), matrix, size), identity(size), 1e-12);
  const x = Float64Array.from({ length: size }, (_, i) => i - 2);
  const right = x.map((_, i) => x.reduce((sum, entry, j) => sum + matrix[i * size + j]! * entry, 0));
  expectClose(choleskySolve(factor, right), x, 1e-11);
});

test("what isn't positive definite has no factor", () => {
  expect(choleskyFactor([1, 2, 2, 1])).toBeUndefined();
  expect(choleskyFactor([0])).toBeUndefined();
  expect(choleskyFactor([1, NaN, NaN, 1])).toBeUndefined();
  expect(choleskyFactor([Infinity])).toBeUndefined();
});

test.each([1, 2, 3, 7, 40])("V·diag(λ)·Vᵀ is A of side %i, V is orthogonal, λ ascends", (size) => {
  const matrix = symmetric(size);
  const { values, vectors } = symmetricEigen(matrix);
  const scaled = vectors.map((entry, at) => entry * values[at % size]!);
  expectClose(product(scaled, transposed(vectors, size), size), matrix, 1e-13);
  expectClose(product(vectors, transposed(vectors, size), size), identity(size), 1e-13);
  expect([...values]).toEqual([...values].sort((a, b) => a - b));
});

test("eigenvalues that are known", () => {
  // The second difference of k numbers: 2 - 2·cos(jπ/(k + 1)).
  const size = 12;
  const matrix = Float64Array.from({ length: size * size }, (_, at) => {
    const distance = Math.abs(Math.floor(at / size) - (at % size));
    return distance === 0 ? 2 : distance === 1 ? -1 : 0;
  });
  const expected = Array.from({ length: size }, (_, i) => 2 - 2 * Math.cos(((i + 1) * Math.PI) / (size + 1)));
  expectClose(symmetricEigen(matrix).values, expected, 1e-14);
  expectClose(symmetricEigen(new Float64Array(25).fill(1)).values, [0, 0, 0, 0, 5], 1e-14);
  expect([...symmetricEigen(new Float64Array(4)).values]).toEqual([0, 0]);
  expect([...symmetricEigen([0, 1, 1, 0]).values]).toEqual([-1, 1]);
});

test("small eigenvalues of a scaled definite matrix keep their digits", () => {
  const d = [1, 1e-8, 1e-16];
  const matrix = Float64Array.from({ length: 9 }, (_, at) => {
    const [i, j] = [Math.floor(at / 3), at % 3];
    return (i === j ? 1 : 0.5) * d[i]! * d[j]!;
  });
  // The product of the eigenvalues is the determinant, 0.5·(d₀·d₁·d₂)².
  const [smallest, middle, largest] = symmetricEigen(matrix).values;
  expect((smallest! * middle! * largest!) / 0.5e-48).toBeCloseTo(1, 13);
});

test("what is no square of finite numbers is refused", () => {
  expect(() => choleskyFactor([1, 2, 3])).toThrow(
    "choleskyFactor: expected a square matrix, row after row, got 3",
  );
  expect(() => choleskySolve(new Float64Array([1]), [1, 2])).toThrow(
    "choleskySolve: expected a right side of 1 numbers, got 2",
  );
  expect(() => symmetricEigen([1, 2])).toThrow("symmetricEigen: expected a square matrix");
  expect(() => symmetricEigen([1, 0, NaN, 1])).toThrow(
    "symmetricEigen: expected finite numbers, got NaN at [1, 0]",
  );
});
