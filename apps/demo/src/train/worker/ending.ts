import type { Ending } from "../report.js";

/** What an error that ended training means to a person. */
export function endingOf(error: unknown, hasCheckpoint: boolean): Ending {
  const { code, details, message } = error as {
    code?: string;
    details?: { step?: number; loss?: number; lost?: string };
    message?: string;
  };
  if (code === "usage" && typeof details?.loss === "number" && !Number.isFinite(details.loss))
    return { kind: "diverged", step: details.step ?? 0 };
  if (code === "backend" && details?.lost !== undefined)
    // The browser's own words, within a sentence of the page.
    return { kind: "lost", reason: details.lost.replace(/\.$/, ""), isSafe: hasCheckpoint };
  const isDevice = code === "backend" || code === "memory";
  return { kind: "failed", reason: message ?? String(error), canGoOn: isDevice && hasCheckpoint };
}
