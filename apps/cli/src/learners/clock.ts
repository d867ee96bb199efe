import { currentBackend } from "@mebae/tensor";

/**
 * Seconds that this thread has computed, by which a budget is measured: on a busy machine learning takes longer then, where
 * by the clock on the wall it would be cut short and learn less. Node 22 doesn't tell them; there it is that clock, and where
 * a GPU computes while this thread waits.
 */
export function computingSeconds(): number {
  // Node 23.9 and later.
  const { threadCpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage };
  if (threadCpuUsage === undefined || !currentBackend().readSync) return performance.now() / 1000;
  const { user, system } = threadCpuUsage();
  return (user + system) / 1e6;
}
