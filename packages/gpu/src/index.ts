export { type GpuBackend, gpu } from "./backend.js";
export type { GpuFeature, GpuOptions } from "./device/adapter.js";
export type { GpuCeilings } from "./profile/ceilings.js";
export type { GpuProfile } from "./profile/clock.js";
