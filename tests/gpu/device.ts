import { gpu } from "@mebae/gpu";
import { test } from "vitest";
import { isTested } from "../../tools/machine.mjs";

const hasGpu = await isTested("webgpu");

/** The engine, where there is a card or MEBAE_REQUIRE promises `webgpu`, which fails without an adapter. */
export const device = hasGpu ? await gpu() : undefined;

export const gpuTest = test.skipIf(!hasGpu);
