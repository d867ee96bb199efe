import { abs, type Backend, createReferenceBackend, type Tensor, tensor } from "@mebae/tensor";
import { type DType, sizeOf } from "@mebae/tensor/backend";
import { type CheckOptions, checkKernel } from "../../testing/run.js";

/** Numbers from 0 to 1 by a seed (a linear congruential generator modulo 2³²). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export type Operands = (backend: Backend) => readonly Tensor[];

/** Makes tensors of the same values on any backend: from -1 to 1, whole from -50 to 50 where the dtype is int32. */
export function operands(
  shapes: readonly (readonly number[])[],
  seed: number,
  dtype: DType = "float32",
): Operands {
  const draw = random(seed);
  const values = shapes.map((shape) =>
    Float32Array.from({ length: sizeOf(shape) }, () =>
      dtype === "int32" ? Math.floor(draw() * 101) - 50 : draw() * 2 - 1,
    ),
  );
  return (backend) => shapes.map((shape, i) => tensor(values[i]!, { shape, dtype, backend }));
}

/** The unit roundoff of float32. */
const u = 2 ** -24;

/**
 * Compares a sum of products with its plain definition. Summed in any order, n products are off by γ_n·Σ|a||b| at most,
 * γ_n = n·u/(1 - n·u) (Higham 2002, section 3.1); the definition's own rounding and an epilogue's are two more.
 * @param depth n, of each element at most.
 */
export async function checkSums(
  make: Operands,
  compute: (...inputs: Tensor[]) => Tensor,
  depth: number,
  options: CheckOptions = {},
): Promise<void> {
  const reference = createReferenceBackend();
  const magnitudes = compute(...make(reference).map((x) => abs(x))).dataSync();
  const gamma = ((depth + 2) * u) / (1 - (depth + 2) * u);
  const bound = (i: number) => gamma * Number(magnitudes[i]!) * (1 + 2 * u);
  await checkKernel((backend) => compute(...make(backend)), { bound, ...options });
}
