import { type GpuBackend, gpu } from "@mebae/gpu";
import { test } from "vitest";
import { commands } from "vitest/browser";

/**
 * The engine where the page's browser has a card, or where MEBAE_REQUIRE promises `webgpu`: that fails without an adapter,
 * and takes the software one, which computes on the processor for minutes.
 */
export async function pageDevice(): Promise<GpuBackend | undefined> {
  if (await commands.isRequired("webgpu")) return gpu();
  const adapter = await navigator.gpu?.requestAdapter();
  if (adapter && !adapter.info.isFallbackAdapter) return gpu();
  const found = adapter ? "only a software adapter" : "no adapter";
  console.log(`WebGPU isn't tested in pages: Chromium has ${found}, and MEBAE_REQUIRE doesn't name webgpu`);
  return undefined;
}

export const device = await pageDevice();

export const gpuTest = test.skipIf(device === undefined);
