export { type GpuBackend, gpu } from "./backend.js";
export type { GpuFeature, GpuOptions } from "./device/adapter.js";
