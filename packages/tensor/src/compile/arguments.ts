import type { Backend } from "../backend.js";
import type { DType } from "../dtype.js";
import { UsageError } from "../errors.js";
import { Key } from "../random/key.js";
import { isPlainObject } from "../scope.js";
import { type Shape, sameShape } from "../shape.js";
import { Tensor } from "../tensor.js";

/**
 * What an argument must look like to be run by the code of another: tensors of equal dtype and layout on the same
 * backend, numbers that are both whole or both not, keys, arrays and plain objects of such, and equal else.
 */
export type Pattern =
  | {
      readonly kind: "tensor";
      readonly backend: Backend;
      readonly dtype: DType;
      readonly shape: Shape;
      readonly strides: readonly number[];
    }
  | { readonly kind: "number"; readonly whole: boolean }
  | { readonly kind: "key" }
  | { readonly kind: "array"; readonly items: readonly Pattern[] }
  | { readonly kind: "object"; readonly names: readonly string[]; readonly items: readonly Pattern[] }
  | { readonly kind: "static"; readonly value: unknown };

/** What changes from run to run: an input of the graph. */
export type Leaf = Tensor | number | Key;

/** The pattern of a value; its leaves go to the end of `leaves`. */
export function patternOf(value: unknown, leaves: Leaf[]): Pattern {
  if (value instanceof Tensor) {
    leaves.push(value);
    const { backend, dtype, shape, strides } = value;
    return { kind: "tensor", backend, dtype, shape, strides };
  }
  if (typeof value === "number") {
    leaves.push(value);
    return { kind: "number", whole: Number.isInteger(value) };
  }
  if (value instanceof Key) {
    leaves.push(value);
    return { kind: "key" };
  }
  if (Array.isArray(value)) return { kind: "array", items: value.map((item) => patternOf(item, leaves)) };
  if (isPlainObject(value)) {
    const names = Object.keys(value);
    return { kind: "object", names, items: names.map((name) => patternOf(value[name], leaves)) };
  }
  if (ArrayBuffer.isView(value))
    throw new UsageError(
      "compile: a typed array as an argument may change unseen; pass a tensor: tensor(values)",
    );
  return { kind: "static", value };
}

/** Whether a value has the pattern; its leaves are written to `leaves` from `at` on. The place after them, or -1. */
export function match(pattern: Pattern, value: unknown, leaves: Leaf[], at: number): number {
  switch (pattern.kind) {
    case "tensor":
      if (!(value instanceof Tensor) || !hasLayout(value, pattern)) return -1;
      leaves[at] = value;
      return at + 1;
    case "number":
      if (typeof value !== "number" || Number.isInteger(value) !== pattern.whole) return -1;
      leaves[at] = value;
      return at + 1;
    case "key":
      if (!(value instanceof Key)) return -1;
      leaves[at] = value;
      return at + 1;
    case "array":
      return Array.isArray(value) ? matchAll(pattern.items, value, leaves, at) : -1;
    case "object": {
      if (!isPlainObject(value)) return -1;
      const names = Object.keys(value);
      if (names.length !== pattern.names.length || names.some((name, i) => name !== pattern.names[i]))
        return -1;
      return matchAll(pattern.items, Object.values(value), leaves, at);
    }
    case "static":
      return Object.is(pattern.value, value) ? at : -1;
  }
}

/** The same for a list of values. */
export function matchAll(
  patterns: readonly Pattern[],
  values: readonly unknown[],
  leaves: Leaf[],
  start: number,
): number {
  if (patterns.length !== values.length) return -1;
  let at = start;
  for (let i = 0; i < patterns.length && at >= 0; i++) at = match(patterns[i]!, values[i], leaves, at);
  return at;
}

function hasLayout(
  tensor: Tensor,
  { backend, dtype, shape, strides }: Pattern & { kind: "tensor" },
): boolean {
  return (
    tensor.dtype === dtype &&
    tensor.backend === backend &&
    (tensor.shape === shape || sameShape(tensor.shape, shape)) &&
    (tensor.strides === strides || sameShape(tensor.strides, strides))
  );
}

/** A value like the one that was given, each leaf replaced by what `next` makes for its path, in order. */
export function withLeaves(pattern: Pattern, path: string, next: (path: string) => unknown): unknown {
  switch (pattern.kind) {
    case "static":
      return pattern.value;
    case "array":
      return pattern.items.map((item, i) => withLeaves(item, `${path}[${i}]`, next));
    case "object":
      return Object.fromEntries(
        pattern.items.map((item, i) => {
          const name = pattern.names[i]!;
          return [name, withLeaves(item, `${path}.${name}`, next)];
        }),
      );
    default:
      return next(path);
  }
}
