import type { ValueSpec } from "../../backend.js";
import { bytesOf, type DType, typedArray } from "../../dtype.js";
import type { Generator } from "../../random/generator.js";
import { sizeOf, stridedOffsets } from "../../shape.js";
import type { Machine } from "../machine.js";

/** A value in a machine's memory, with what a plain reader finds there. */
export interface Placed {
  readonly spec: ValueSpec;
  readonly pointer: number;
  readonly values: readonly number[];
}

/** How the axes of a random value lie: each in row-major order, reversed, stretched, with gaps, or swapped. */
export type Layout = "contiguous" | "reversed" | "stretched" | "gaps" | "swapped";

export const layouts: readonly Layout[] = ["contiguous", "reversed", "stretched", "gaps", "swapped"];

const special = [0, -0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0.5, 2.5, 3e9];
const specialIntegers = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 7, 255];

function draw(dtype: DType, random: Generator, hard: boolean): number {
  const u = random.uniform();
  const list = dtype === "int32" ? specialIntegers : special;
  if (hard && dtype !== "bool" && dtype !== "uint8" && u < 0.2) {
    return list[Math.floor(random.uniform() * list.length)]!;
  }
  if (dtype === "bool") return Number(u < 0.5);
  if (dtype === "uint8") return Math.floor(u * 256);
  return dtype === "int32" ? Math.floor((u - 0.5) * 2000) : (u - 0.5) * 8;
}

/** Random values at a random place; `hard` ones hold NaN, infinities, zeros of both signs and limits. */
export function place(
  machine: Machine,
  dtype: DType,
  shape: readonly number[],
  layout: Layout,
  random: Generator,
  hard = false,
): Placed {
  const strides = new Array<number>(shape.length).fill(0);
  const order = shape.map((_, axis) => axis);
  if (layout === "swapped") order.reverse();
  let step = layout === "gaps" ? 2 : 1;
  let first = 0;
  for (let k = order.length - 1; k >= 0; k--) {
    const axis = order[k]!;
    if (layout === "stretched" && axis % 2 === (shape.length - 1) % 2) continue;
    strides[axis] = layout === "reversed" ? -step : step;
    if (layout === "reversed") first += step * Math.max(0, shape[axis]! - 1);
    step *= Math.max(1, shape[axis]!) + (layout === "gaps" ? 1 : 0);
  }
  const width = bytesOf(dtype);
  const block = machine.allocate(step * width);
  const data = typedArray(dtype, machine.memory.buffer, block, step);
  for (let i = 0; i < step; i++) data[i] = draw(dtype, random, hard);
  const values = [...stridedOffsets(shape, strides, first)].map((at) => data[at]!);
  return { spec: { dtype, shape, strides }, pointer: block + first * width, values };
}

/** What lies contiguously at a pointer. */
export function readBack(
  machine: Machine,
  dtype: DType,
  shape: readonly number[],
  pointer: number,
): number[] {
  return [...typedArray(dtype, machine.memory.buffer, pointer, sizeOf(shape))];
}
