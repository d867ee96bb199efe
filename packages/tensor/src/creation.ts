import type { Backend } from "./backend.js";
import { currentBackend } from "./current.js";
import { type DType, dtypeOfArray, storedElements, type TypedArray } from "./dtype.js";
import { ShapeError, UsageError } from "./errors.js";
import { broadcastTo } from "./ops/broadcastTo.js";
import { scope } from "./scope.js";
import { checkShape, formatShape, type Shape, sizeOf } from "./shape.js";
import { type NestedArray, type Tensor, uploadTensor } from "./tensor.js";

export interface CreationOptions {
  readonly dtype?: DType;
  readonly backend?: Backend;
}

/**
 * A tensor from numbers: nested arrays of equal lengths, a bare number, or a typed array. A `shape` takes the values
 * in row-major order. The dtype is the typed array's, float32 for numbers and bool for booleans, unless given.
 */
export function tensor(
  values: NestedArray | TypedArray | Uint8ClampedArray,
  options: CreationOptions & { readonly shape?: Shape } = {},
): Tensor {
  const typed = ArrayBuffer.isView(values);
  const ownShape = typed ? [values.length] : nestedShape(values);
  const shape = options.shape ?? ownShape;
  checkShape(shape, "tensor");
  const flat = typed ? values : flatten(values, ownShape);
  if (flat.length !== sizeOf(shape)) {
    throw new ShapeError(`tensor: ${flat.length} values don't fill the shape ${formatShape(shape)}`);
  }
  const dtype =
    options.dtype ??
    (typed ? dtypeOfArray(values) : typeof firstOf(values) === "boolean" ? "bool" : "float32");
  if (dtype === undefined)
    throw new UsageError("tensor: expected a Float32Array, Float64Array, Int32Array or Uint8Array");
  return uploadTensor(options.backend ?? currentBackend(), storedElements(dtype, flat), dtype, shape);
}

function nestedShape(values: NestedArray): number[] {
  const shape: number[] = [];
  for (let level: NestedArray | undefined = values; Array.isArray(level); level = level[0])
    shape.push(level.length);
  return shape;
}

function firstOf(values: NestedArray): unknown {
  let level: unknown = values;
  while (Array.isArray(level)) level = level[0];
  return level;
}

function flatten(values: NestedArray, shape: Shape): (number | boolean)[] {
  const out: (number | boolean)[] = [];
  const walk = (level: NestedArray, axis: number): void => {
    const isArray = Array.isArray(level);
    if (isArray !== axis < shape.length || (isArray && level.length !== shape[axis])) {
      throw new ShapeError(
        `tensor: the nested arrays are ragged at depth ${axis}; expected shape ${formatShape(shape)}`,
      );
    }
    if (isArray) for (const item of level) walk(item, axis + 1);
    else if (typeof level !== "number" && typeof level !== "boolean") {
      throw new UsageError(`tensor: expected numbers, got ${level === null ? "null" : typeof level}`);
    } else out.push(level);
  };
  walk(values, 0);
  return out;
}

/** A tensor filled with one value. It is stored once and broadcast: a view, as all broadcasts are. */
export function full(shape: Shape, value: number | boolean, options: CreationOptions = {}): Tensor {
  checkShape(shape, "full");
  const dtype = options.dtype ?? (typeof value === "boolean" ? "bool" : "float32");
  return scope(() => broadcastTo(tensor(value, { backend: options.backend, dtype }), shape));
}

export function zeros(shape: Shape, options?: CreationOptions): Tensor {
  return full(shape, 0, options);
}

export function ones(shape: Shape, options?: CreationOptions): Tensor {
  return full(shape, 1, options);
}

/** Zeros of the same shape, dtype and backend. */
export function zerosLike(x: Tensor): Tensor {
  return full(x.shape, 0, x);
}

export function onesLike(x: Tensor): Tensor {
  return full(x.shape, 1, x);
}

export function fullLike(x: Tensor, value: number): Tensor {
  return full(x.shape, value, x);
}

/** start, start + step, ... before stop; int32 where all are whole, else float32. */
export function arange(start: number, stop: number, step = 1, options: CreationOptions = {}): Tensor {
  if (step === 0 || !Number.isFinite((stop - start) / step)) {
    throw new UsageError(`arange: from ${start} to ${stop} by ${step} never ends`);
  }
  const length = Math.max(0, Math.ceil((stop - start) / step));
  const whole = Number.isInteger(start) && Number.isInteger(step);
  const values = Float64Array.from({ length }, (_, i) => start + i * step);
  return tensor(values, { dtype: whole ? "int32" : "float32", ...options });
}

/** `count` values from start to stop, both included. */
export function linspace(start: number, stop: number, count: number, options: CreationOptions = {}): Tensor {
  const values = Float64Array.from({ length: count }, (_, i) =>
    count === 1 ? start : i === count - 1 ? stop : start + ((stop - start) * i) / (count - 1),
  );
  return tensor(values, { dtype: "float32", ...options });
}

/** The identity matrix [n, n]. */
export function eye(n: number, options: CreationOptions = {}): Tensor {
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++) values[i * n + i] = 1;
  return tensor(values, { dtype: "float32", ...options, shape: [n, n] });
}
