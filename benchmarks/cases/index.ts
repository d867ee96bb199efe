import type { Case } from "./case.ts";
import { operations } from "./operations.ts";
import { steps } from "./steps.ts";

export type { Case, PlacedValues, Values } from "./case.ts";
export { sizeOf } from "./case.ts";
export { writeValues } from "./values.ts";

export const cases: readonly Case[] = [...operations, ...steps];
