import { test } from "vitest";

let found: Promise<GPUAdapter | undefined> | undefined;

/** Dawn's instance. Collected as garbage, it takes its devices' threads down with it, and the process: it is held. */
let dawn: { requestAdapter(): Promise<unknown> } | undefined;

/** Dawn's adapter; undefined where this machine has none, which is printed once with its reason. */
export function dawnAdapter(): Promise<GPUAdapter | undefined> {
  return (found ??= findAdapter());
}

async function findAdapter(): Promise<GPUAdapter | undefined> {
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    dawn = create([]);
    const adapter = await dawn.requestAdapter();
    if (adapter) return adapter as unknown as GPUAdapter;
    console.log("WebGPU isn't tested: Dawn finds no adapter (VK_ICD_FILENAMES names a Vulkan driver)");
  } catch (error) {
    console.log(`WebGPU isn't tested: ${(error as Error).message}`);
  }
  return undefined;
}

const required = (process.env.MEBAE_REQUIRE ?? "").split(",").some((part) => part.trim() === "webgpu");

/** A test that needs an adapter: without one it is left out, and fails where MEBAE_REQUIRE promises `webgpu`. */
export const gpuTest = test.skipIf((await dawnAdapter()) === undefined && !required);
