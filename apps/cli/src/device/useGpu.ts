import { BackendError, currentBackend, UsageError, useBackend } from "@mebae/tensor";
import type { Command } from "commander";
import type { Io } from "../io.js";

/** The GPU while a command computes on it. */
export interface GpuInUse {
  /** Waits for what is under way and gives the device back. */
  end(): Promise<void>;
}

/**
 * Makes the GPU where tensors are made from now on, and tells its name on standard error.
 * @throws UsageError where Dawn or an adapter is missing, with what to do
 */
export async function useGpu(io: Io): Promise<GpuInUse> {
  // Only whoever asks for it pays for loading it.
  const { gpu } = await import("@mebae/gpu");
  const backend = await gpu().catch((cause: BackendError) => {
    throw new UsageError(`--device gpu: ${unusable(cause)}`, { cause });
  });
  const before = currentBackend();
  useBackend(backend);
  io.stderr(`Computing on ${backend.adapter}.\n`);
  return {
    end: async () => {
      useBackend(before);
      // A process that ends with work under way may crash in the driver. A lost device has none.
      await backend.synchronize().catch(() => undefined);
      backend.dispose();
    },
  };
}

/** What `gpu()` couldn't find, in words for who has a shell. */
function unusable({ message, details = {} }: BackendError): string {
  if (details["missing"] === "webgpu")
    return "WebGPU in Node is the package webgpu (Dawn, 130 MB): npm install webgpu, beside mebae; or leave --device out";
  if (details["missing"] === "adapter")
    return "WebGPU finds no adapter: install the driver of the graphics card, on Linux that of Vulkan with its loader; or leave --device out";
  return `${message.replace(/^gpu: /, "")}; leave --device out to compute on the CPU`;
}

/** Says of a device that was lost how the command goes on; any other error stays as it is. */
export function toldLost(error: unknown, command: Command | undefined): unknown {
  const lost = lossBehind(error);
  if (lost === undefined) return error;
  const isResumed = command?.options.some(({ long }) => long === "--resume");
  const next = isResumed
    ? "go on from the last checkpoint with the same command and --resume, on the GPU or with --device cpu"
    : "run the command again, or with --device cpu";
  return new BackendError(`the GPU's device was lost (${lost}); ${next}`, { lost }, { cause: error });
}

/** Why the device was lost, where that is what ended in the error. */
function lossBehind(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return (error as Partial<BackendError>).details?.["lost"] ?? lossBehind(error.cause);
}
