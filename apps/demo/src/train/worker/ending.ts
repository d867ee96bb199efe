import { lossIn } from "../../engine/device.js";
import type { Ending } from "../report.js";

/** What an error that ended training means to a person. */
export function endingOf(error: unknown, hasCheckpoint: boolean): Ending {
  const { code, details, message } = error as {
    code?: string;
    details?: { step?: number; loss?: number };
    message?: string;
  };
  if (code === "usage" && typeof details?.loss === "number" && !Number.isFinite(details.loss))
    return { kind: "diverged", step: details.step ?? 0 };
  const reason = lossIn(error);
  if (reason !== undefined) return { kind: "lost", reason, isSafe: hasCheckpoint };
  const isDevice = code === "backend" || code === "memory";
  return { kind: "failed", reason: message ?? String(error), canGoOn: isDevice && hasCheckpoint };
}
