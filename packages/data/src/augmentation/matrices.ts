/**
 * Projective maps of the plane as 3×3 matrices in row-major order: (r, s, 1) goes to M·(r, s, 1), divided by its last
 * coordinate. Points are (row, column).
 */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

export const identity: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** a·b: b's map first. */
export function multiply(a: ArrayLike<number>, b: ArrayLike<number>): Matrix {
  const out = new Array<number>(9);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      out[3 * i + j] = a[3 * i]! * b[j]! + a[3 * i + 1]! * b[3 + j]! + a[3 * i + 2]! * b[6 + j]!;
    }
  }
  return out as unknown as Matrix;
}

export function translation(rows: number, columns: number): Matrix {
  return [1, 0, rows, 0, 1, columns, 0, 0, 1];
}

/** A linear map that leaves the centre of an image where it is. */
export function aboutCentre(
  [a, b, c, d]: readonly [number, number, number, number],
  height: number,
  width: number,
): Matrix {
  const [row, column] = [(height - 1) / 2, (width - 1) / 2];
  return [a, b, row - a * row - b * column, c, d, column - c * row - d * column, 0, 0, 1];
}

/** By cofactors. */
export function invert([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const determinant = a * A + b * B + c * C;
  const cofactors = [
    A,
    c * h - b * i,
    b * f - c * e,
    B,
    a * i - c * g,
    c * d - a * f,
    C,
    b * g - a * h,
    a * e - b * d,
  ];
  return cofactors.map((value) => value / determinant) as unknown as Matrix;
}
