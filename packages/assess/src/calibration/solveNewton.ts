/** A function with its derivatives at one place; the Hessian row by row. */
export interface Point {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/**
 * The minimum of a strictly convex function by Newton's method. A step is halved until it gains a fair part of what its
 * slope promises (Armijo 1966); the end is where a step promises less than rounding.
 */
export function solveNewton(at: (x: Float64Array) => Point, start: Float64Array): Float64Array {
  let x = start.slice();
  let here = at(x);
  for (let i = 0; i < 100; i++) {
    const step = solvePositive(here.hessian, here.gradient);
    const promise = step.reduce((sum, part, j) => sum + part * here.gradient[j]!, 0);
    if (promise <= 1e-14 * (1 + Math.abs(here.value))) return x;
    let length = 1;
    let next = moved(x, step, length);
    let there = at(next);
    while (!(there.value <= here.value - 1e-4 * length * promise)) {
      length /= 2;
      if (length < 1e-10) return x;
      next = moved(x, step, length);
      there = at(next);
    }
    x = next;
    here = there;
  }
  return x;
}

const moved = (x: Float64Array, step: Float64Array, length: number) =>
  x.map((value, j) => value - length * step[j]!);

/** A⁻¹b of a positive definite matrix, by its Cholesky factor. */
function solvePositive(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const factor = new Float64Array(n * n);
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      factor[i * n + j] = i === j ? Math.sqrt(sum) : sum / factor[j * n + j]!;
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i * n + k]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k * n + i]! * x[k]!;
    x[i] = sum / factor[i * n + i]!;
  }
  return x;
}
