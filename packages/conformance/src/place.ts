import {
  type Backend,
  cast,
  type DType,
  type Shape,
  scope,
  type Tensor,
  tensor,
  typedArray,
} from "@mebae/tensor";
import { asDtype, type DrawnArray } from "./arrays.js";
import type { BoundedReference } from "./bounds/boundedReference.js";

/** What a tensor holds, on the host. */
export interface Result extends DrawnArray {
  /** How far a backend's values may be from these, where the backend that gave them knows. */
  readonly errors?: Float64Array;
}

/** A tensor of given row-major values. A float16 has no array on the host: it comes from float32, and is read as such. */
export function place(backend: Backend, dtype: DType, shape: Shape, values: ArrayLike<number>): Tensor {
  const held = dtype === "float16" ? "float32" : dtype;
  const data = typedArray(held, values.length);
  data.set(values);
  const upload = () => tensor(data, { dtype: held, shape, backend });
  return held === dtype ? upload() : scope(() => cast(upload(), dtype));
}

export async function readTensor(t: Tensor): Promise<Result> {
  const { dtype, shape, backend } = t;
  const result = { dtype, shape, data: asDtype(await readNumbers(t), dtype) };
  return isBounded(backend) ? { ...result, errors: backend.errorsOf(t) } : result;
}

async function readNumbers(t: Tensor): Promise<ArrayLike<number>> {
  if (t.dtype !== "float16") return t.data();
  using wide = cast(t, "float32");
  return await wide.data();
}

function isBounded(backend: Backend): backend is BoundedReference {
  return "errorsOf" in backend;
}

/** The values of tensors, which are freed. */
export async function readAll(tensors: readonly Tensor[]): Promise<Result[]> {
  const out: Result[] = [];
  for (const t of tensors) {
    out.push(await readTensor(t));
    t.dispose();
  }
  return out;
}
