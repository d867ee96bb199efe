import { type Backend, type DType, type Shape, type Tensor, tensor } from "@mebae/tensor";
import { asDtype, type DrawnArray } from "./arrays.js";
import type { BoundedReference } from "./bounds/boundedReference.js";

/** What a tensor holds, on the host. */
export interface Result extends DrawnArray {
  /** How far a backend's values may be from these, where the backend that gave them knows. */
  readonly errors?: Float64Array;
}

/** A tensor of given row-major values. */
export function place(backend: Backend, dtype: DType, shape: Shape, values: ArrayLike<number>): Tensor {
  return tensor(Float64Array.from(values), { dtype, shape, backend });
}

export async function readTensor(t: Tensor): Promise<Result> {
  const { dtype, shape, backend } = t;
  const result = { dtype, shape, data: asDtype(await t.data(), dtype) };
  return isBounded(backend) ? { ...result, errors: backend.errorsOf(t) } : result;
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
