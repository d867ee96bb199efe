import { throwIfAborted } from "@mebae/tensor";

/**
 * Does `work` for 0 … count-1, at most `limit` at a time, begun in that order. The results don't depend on the limit, nor
 * does the error: of several the first in order is thrown, once what was begun has ended.
 * @throws what `work` throws, or AbortedError.
 */
export async function bounded<T>(
  count: number,
  limit: number,
  work: (index: number) => Promise<T>,
  signal?: AbortSignal,
  name = "files",
): Promise<T[]> {
  const results = new Array<T>(count);
  let next = 0;
  const failures: { index: number; error: unknown }[] = [];
  const worker = async () => {
    while (next < count && failures.length === 0 && !signal?.aborted) {
      const index = next++;
      try {
        results[index] = await work(index);
      } catch (error) {
        failures.push({ index, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
  throwIfAborted(signal, `${name}: ended before all was read`);
  if (failures.length > 0) throw failures.reduce((a, b) => (a.index < b.index ? a : b)).error;
  return results;
}
