import { BackendError, UsageError } from "@mebae/tensor/backend";
import type { GpuFacts } from "../kernel.js";

/** What a device may have beside WebGPU's core. */
export type GpuFeature = "float16" | "subgroups";

export interface GpuOptions {
  /** Which adapter of several: a laptop's own, or the strong one. The host decides by default. */
  readonly powerPreference?: "low-power" | "high-performance";
  /** Features to use; all that the adapter has by default. One that it lacks is refused. */
  readonly features?: readonly GpuFeature[];
  /** In Node only: flags for Dawn, such as `enable-dawn-features=vulkan_enable_f16_on_nvidia`. */
  readonly dawn?: readonly string[];
}

/** WebGPU's names. */
export const featureNames = { float16: "shader-f16", subgroups: "subgroups" } as const satisfies Readonly<
  Record<GpuFeature, GPUFeatureName>
>;

/** What is asked of WebGPU's `GPUAdapterInfo`, whose types not every program has. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
  readonly subgroupMinSize?: number;
}

/** What `GpuOptions.powerPreference` may be. */
const preferences = ["low-power", "high-performance"];

/** Names what a program in JavaScript may have misspelled. @throws UsageError */
export function checkOptions({ powerPreference, features = [], dawn = [] }: GpuOptions): void {
  if (powerPreference !== undefined && !preferences.includes(powerPreference)) {
    throw new UsageError(
      `gpu: powerPreference is "${powerPreference}"; it is ${preferences.map((one) => `"${one}"`).join(" or ")}`,
    );
  }
  for (const [name, list] of Object.entries({ features, dawn }))
    if (!Array.isArray(list)) throw new UsageError(`gpu: ${name} is no array, but ${JSON.stringify(list)}`);
  const known = Object.keys(featureNames);
  for (const feature of features)
    if (!known.includes(feature))
      throw new UsageError(`gpu: no feature is called ${feature}; there are ${known.join(" and ")}`);
  for (const flag of dawn)
    if (!/^[^=]+=/.test(flag)) throw new UsageError(`gpu: Dawn's flag "${flag}" has no value: KEY=VALUE`);
}

/** Whether an adapter computes on the processor: browsers say so, and where they don't its name does. */
function isSoftware(info: AdapterFacts): boolean {
  const name = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  return info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|basic render/i.test(name);
}

/** What code for a device of this adapter may count on. */
export function factsOf(
  info: AdapterFacts,
  limits: { readonly maxStorageBuffersPerShaderStage: number },
  features: ReadonlySet<GpuFeature>,
): GpuFacts {
  return {
    float16: features.has("float16"),
    storageBuffers: limits.maxStorageBuffersPerShaderStage,
    // WebGPU's least size is 4.
    subgroupSize: features.has("subgroups") ? Math.max(4, info.subgroupMinSize ?? 4) : 1,
    isSoftware: isSoftware(info),
  };
}

/** An adapter, and what can be used of it. */
export interface FoundAdapter {
  readonly adapter: GPUAdapter;
  readonly features: ReadonlySet<GpuFeature>;
}

/** What always goes. */
export const advice = "use the CPU engine instead, createCpuBackend()";

/**
 * The browser's adapter, or in Node the one that Dawn (the package `webgpu`) finds.
 * @throws BackendError where there is no WebGPU or no adapter, with what to do.
 */
export async function findAdapter({ powerPreference, dawn = [] }: GpuOptions): Promise<FoundAdapter> {
  const host = await findHost(dawn);
  const adapter = await host.requestAdapter({ powerPreference });
  if (!adapter) {
    throw new BackendError(
      `gpu: WebGPU finds no adapter here; install the graphics driver (in Node on Linux a Vulkan driver and loader), or ${advice}`,
      { missing: "adapter" },
    );
  }
  return { adapter, features: featuresOf(adapter, host.wgslLanguageFeatures) };
}

/** The features of an adapter; subgroups where WGSL tells which of a workgroup's an invocation is in, too. */
export function featuresOf(
  adapter: { readonly features: { has(name: string): boolean } },
  language: { has(name: string): boolean } | undefined,
): Set<GpuFeature> {
  const all = Object.keys(featureNames) as GpuFeature[];
  const has = (feature: GpuFeature) =>
    adapter.features.has(featureNames[feature]) &&
    (feature !== "subgroups" || language?.has("subgroup_id") === true);
  return new Set(all.filter(has));
}

/** Dawn's instances by their flags. One must outlive all that it gave, of which some may still wait for an answer: for good. */
const instances = new Map<string, GPU>();

async function findHost(dawn: readonly string[]): Promise<GPU> {
  const own = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (own) return own;
  if (!(globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node) {
    throw new BackendError(
      `gpu: this browser has no WebGPU, or not on this page (it wants https); ${advice}`,
    );
  }
  const known = instances.get(dawn.join());
  if (known) return known;
  // A name that no bundler resolves: only Node has the package.
  const name = "webgpu";
  try {
    const { create } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as {
      create(options: string[]): GPU;
    };
    // Timestamps are rounded to a tenth of a millisecond otherwise, which is for pages that strangers wrote.
    const instance = create(["disable-dawn-features=timestamp_quantization", ...dawn]);
    instances.set(dawn.join(), instance);
    return instance;
  } catch (error) {
    throw new BackendError(
      `gpu: Node needs the package webgpu, npm install webgpu (${(error as Error).message}); or ${advice}`,
      { missing: "webgpu" },
      { cause: error },
    );
  }
}
