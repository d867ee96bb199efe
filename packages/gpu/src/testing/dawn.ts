import { test } from "vitest";
import { isTested } from "../../../../tools/machine.mjs";

let found: Promise<GPUAdapter | undefined> | undefined;

/** Dawn's adapter; undefined where this machine has none, which is printed once with its reason. */
export function dawnAdapter(): Promise<GPUAdapter | undefined> {
  return (found ??= findAdapter());
}

/** Held for good: with the instance collected its adapters' promises stay open, or the process dies. */
let instance: GPU | undefined;

async function findAdapter(): Promise<GPUAdapter | undefined> {
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    instance = create([]) as unknown as GPU;
    const adapter = await instance.requestAdapter();
    if (adapter) return adapter;
    console.log("WebGPU isn't tested: Dawn finds no adapter (VK_ICD_FILENAMES names a Vulkan driver)");
  } catch (error) {
    console.log(`WebGPU isn't tested: ${(error as Error).message}`);
  }
  return undefined;
}

/** A test that needs an adapter. It fails where MEBAE_REQUIRE promises `webgpu` and there is none. */
export const gpuTest = test.skipIf(!(await isTested("webgpu")));
