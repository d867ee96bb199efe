import { concatenate, slice, type Tensor } from "@mebae/tensor";

/** Numbers that a layer may make at once on its way: 64 MiB of float32. */
const most = 2 ** 24;

/**
 * f of a batch x [n, ...], as many examples at a time as make at most 2²⁴ numbers on the way: maps of hundreds of filters at
 * every pixel fill the heap long before the batch itself does.
 * @param each how many numbers f makes of one example
 */
export function inChunks(x: Tensor, each: number, f: (part: Tensor) => Tensor): Tensor {
  const n = x.shape[0]!;
  const size = Math.max(1, Math.floor(most / each));
  if (size >= n) return f(x);
  const starts = Array.from({ length: Math.ceil(n / size) }, (_, i) => i * size);
  return concatenate(starts.map((start) => f(slice(x, [{ start, stop: Math.min(n, start + size) }]))));
}
