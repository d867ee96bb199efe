import { div, log, mul, square, sub, type Tensor } from "@mebae/tensor";
import { positive, real } from "../constraints/index.js";

/** Numbers in (0, 1) that look random: the low bits of Lehmer's generator are not asked for. */
export function uniforms(count: number): Float64Array {
  let state = 12345;
  return Float64Array.from({ length: count }, () => (state = (state * 16807) % 2147483647) / 2147483647);
}

/** Box & Muller 1958. */
export function normals(count: number): Float64Array {
  const u = uniforms(2 * count);
  return Float64Array.from(
    { length: count },
    (_, i) => Math.sqrt(-2 * Math.log(u[2 * i]!)) * Math.cos(2 * Math.PI * u[2 * i + 1]!),
  );
}

export const halfLogTau = 0.5 * Math.log(2 * Math.PI);

export function logNormalDensity(x: Tensor, location: Tensor, scale: Tensor): Tensor {
  return sub(sub(mul(square(div(sub(x, location), scale)), -0.5), log(scale)), halfLogTau);
}

export const normal = {
  parameters: { location: real(), scale: positive() },
  logDensity: (x: Tensor, { location, scale }: { location: Tensor; scale: Tensor }) =>
    logNormalDensity(x, location, scale),
};

export type Density<P extends string> = (x: Tensor, parameters: Readonly<Record<P, Tensor>>) => Tensor;

export function moments(
  data: ArrayLike<number>,
  weights: ArrayLike<number> = new Float64Array(data.length).fill(1),
) {
  let count = 0;
  let total = 0;
  for (let i = 0; i < data.length; i++)
    [count, total] = [count + weights[i]!, total + weights[i]! * data[i]!];
  const mean = total / count;
  let squares = 0;
  for (let i = 0; i < data.length; i++) squares += weights[i]! * (data[i]! - mean) ** 2;
  return { count, mean, scale: Math.sqrt(squares / count) };
}
