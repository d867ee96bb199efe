import type { GpuBackend } from "@mebae/gpu";
import { type CpuBackend, createCpuBackend, currentBackend, useBackend } from "@mebae/tensor";

/** What a person wants computed on. */
export type DeviceChoice = "automatic" | "gpu" | "cpu";

/** What the page computes on, and why it isn't the next better thing. */
export type Device =
  | { readonly kind: "gpu"; readonly adapter: string }
  | { readonly kind: "threads"; readonly threads: number; readonly why?: NoGpu }
  | { readonly kind: "oneThread"; readonly reason: NoThreads; readonly why?: NoGpu }
  /** Nothing computes until another is opened. */
  | { readonly kind: "lost"; readonly adapter: string };

/** Why there is one thread: what the host of the page, the browser or the machine doesn't offer. */
export type NoThreads = "notIsolated" | "noSharedMemory" | "oneCore";

/** Why there is no WebGPU. */
export type NoGpu =
  | { readonly kind: "absent" }
  | { readonly kind: "software"; readonly adapter: string }
  | { readonly kind: "failed"; readonly reason: string };

let graphics: GpuBackend | undefined;
let processor: CpuBackend | undefined;

/** An adapter that computes on the processor is slower than the CPU engine, so it is used only by choice. */
async function openGraphics(choice: DeviceChoice): Promise<GpuBackend | NoGpu> {
  if (!(await navigator.gpu?.requestAdapter())) return { kind: "absent" };
  try {
    // Fetched only where there is an adapter for it.
    const { gpu } = await import("@mebae/gpu");
    if (await isLost(graphics)) graphics = undefined;
    graphics ??= await gpu();
  } catch (error) {
    return { kind: "failed", reason: (error as Error).message };
  }
  const { isSoftware, adapter } = graphics;
  return isSoftware && choice === "automatic" ? { kind: "software", adapter } : graphics;
}

/** Makes tensors on the chosen engine from now on, and tells which it became. */
export async function openDevice(choice: DeviceChoice): Promise<Device> {
  const found = choice === "cpu" ? undefined : await openGraphics(choice);
  if (found && "adapter" in found && !("kind" in found)) {
    useBackend(found);
    return { kind: "gpu", adapter: found.adapter };
  }
  processor ??= createCpuBackend();
  useBackend(processor);
  const why = found as NoGpu | undefined;
  const { most } = processor.threads;
  if (most > 1) return { kind: "threads", threads: most, ...(why && { why }) };
  return { kind: "oneThread", reason: whyOneThread(), ...(why && { why }) };
}

/** Some browsers (WebKitGTK 2.50) isolate a page and have no SharedArrayBuffer all the same. */
function whyOneThread(): NoThreads {
  if (!self.crossOriginIsolated) return "notIsolated";
  return typeof SharedArrayBuffer === "undefined" ? "noSharedMemory" : "oneCore";
}

/** Runs `work`, which must not be async, on the processor whatever was chosen: float64 is only there. */
export function onProcessor<T>(work: () => T): T {
  const before = currentBackend();
  useBackend((processor ??= createCpuBackend()));
  try {
    return work();
  } finally {
    useBackend(before);
  }
}

/** Whether tensors are made on a graphics device that was lost, as when its driver restarts: `openDevice` opens another. */
export async function hasLostGraphics(): Promise<boolean> {
  return currentBackend() === graphics && (await isLost(graphics));
}

/** Resolves when the graphics device that is open now is lost. */
export async function graphicsLost(): Promise<void> {
  await graphics?.lost;
}

async function isLost(backend: GpuBackend | undefined): Promise<boolean> {
  try {
    await backend?.ready?.();
    return false;
  } catch (error) {
    return lossIn(error) !== undefined;
  }
}

/** The browser's words for why, where an error tells of a graphics device that was lost. */
export function lossIn(error: unknown): string | undefined {
  const lost = (error as { details?: { lost?: string } }).details?.lost;
  // They stand within a sentence of the page.
  return lost?.replace(/\.$/, "");
}
