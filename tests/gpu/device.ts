import { gpu } from "@mebae/gpu";
import { test } from "vitest";
import { absences } from "../../tools/machine.mjs";

const absence = (await absences()).find(({ part }) => part === "webgpu");
const isTested = absence === undefined || absence.required;
if (absence) console.log(`WebGPU isn't tested: ${absence.reason}`);

/** The engine, where there is a card or MEBAE_REQUIRE promises `webgpu`, which fails without an adapter. */
export const device = isTested ? await gpu() : undefined;

export const gpuTest = test.skipIf(!isTested);
