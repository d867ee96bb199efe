import {
  type DType,
  DtypeError,
  formatShape,
  isFloat,
  ShapeError,
  type Tensor,
  UsageError,
} from "@mebae/tensor";

/** Lengths that an input must have: a number is exact, a name stands for any; "*" first for any leading axes. */
export type ShapePattern = readonly (number | string)[];

export function matches(shape: readonly number[], pattern: ShapePattern): boolean {
  const open = pattern[0] === "*";
  const wanted = open ? pattern.slice(1) : pattern;
  if (open ? shape.length < wanted.length : shape.length !== wanted.length) return false;
  const tail = shape.slice(shape.length - wanted.length);
  return wanted.every((n, axis) => typeof n === "string" || n === tail[axis]);
}

/** Throws `Affine "head": expected input [*, 256], got [128, 784]` where none of the patterns fits. */
export function expectShape(
  where: string,
  x: Tensor,
  patterns: readonly ShapePattern[],
  what = "input",
): void {
  if (patterns.some((pattern) => matches(x.shape, pattern))) return;
  const expected = patterns.map((pattern) => `[${pattern.join(", ")}]`).join(" or ");
  throw new ShapeError(`${where}: expected ${what} ${expected}, got ${formatShape(x.shape)}`, {
    expected,
    shape: x.shape,
  });
}

/** Throws where the input isn't of the parameters' dtype. */
export function expectDtype(where: string, x: Tensor, dtype: DType, what = "input"): void {
  if (x.dtype === dtype) return;
  throw new DtypeError(
    `${where}: expected ${dtype} ${what}, got ${x.dtype}; convert it with cast(x, "${dtype}")`,
  );
}

/** Throws where the input isn't a float tensor. */
export function expectFloat(where: string, x: Tensor, what = "input"): void {
  if (isFloat(x.dtype)) return;
  throw new DtypeError(
    `${where}: expected float ${what}, got ${x.dtype}; convert it with cast(x, "float32")`,
  );
}

/** A whole number of one or more, or a UsageError that names the option. */
export function count(where: string, option: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UsageError(`${where}: ${option} is a whole number of 1 or more, not ${value}`);
}

/** A finite number in [low, high], or a UsageError that names the option. */
export function within(where: string, option: string, value: number, low: number, high: number): number {
  if (value >= low && value <= high) return value;
  throw new UsageError(`${where}: ${option} lies between ${low} and ${high}, not at ${value}`);
}
