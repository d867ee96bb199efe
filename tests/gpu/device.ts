import { type GpuBackend, gpu } from "@mebae/gpu";
import { test } from "vitest";

const required = (process.env.MEBAE_REQUIRE ?? "").split(",").some((part) => part.trim() === "webgpu");

/** A card's engine, or what MEBAE_REQUIRE promises; `npm test` lists it where it is left out. */
async function testedDevice(): Promise<GpuBackend | undefined> {
  if (required) return await gpu();
  const found = await gpu().catch(() => undefined);
  if (!found || !/swiftshader|llvmpipe/i.test(found.adapter)) return found;
  // Compiling shaders for a processor takes minutes in all.
  found.dispose();
  return undefined;
}

export const device = await testedDevice();

export const gpuTest = test.skipIf(!device);
