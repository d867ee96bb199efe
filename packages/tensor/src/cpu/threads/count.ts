import { UsageError } from "../../errors.js";
import { mostThreads } from "./layout.js";

/** More than this are never chosen by themselves: kernels are cut too finely for them, and each costs memory. */
const mostByItself = 16;

/** As many threads as the host runs at once, up to 16. */
export function threadsOfHost(): number {
  return Math.min(mostByItself, globalThis.navigator?.hardwareConcurrency || 1);
}

/**
 * The number of threads that a setting asks for.
 * @throws UsageError unless it is "auto" or a whole number from 1 to 64.
 */
export function checkThreads(setting: number | "auto", where: string): number {
  if (setting === "auto") return threadsOfHost();
  if (Number.isInteger(setting) && setting >= 1 && setting <= mostThreads) return setting;
  throw new UsageError(
    `${where}: expected "auto" or a whole number from 1 to ${mostThreads}, got ${JSON.stringify(setting)}`,
    { setting },
  );
}

/** What the environment variable MEBAE_THREADS asks for; "auto" where there is none. */
export function threadsOfEnvironment(): number | "auto" {
  const text = globalThis.process?.env?.["MEBAE_THREADS"];
  if (!text || text === "auto") return "auto";
  const count = Number(text);
  return checkThreads(Number.isNaN(count) ? (text as "auto") : count, "MEBAE_THREADS");
}
