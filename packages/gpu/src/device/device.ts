import { BackendError, MemoryError } from "@mebae/tensor/backend";
import type { GpuFacts } from "../kernel.js";
import { featureNames, findAdapter, type GpuFeature, type GpuOptions } from "./adapter.js";

/** A device with its limits, and what went wrong on it: WebGPU tells late, so that a later call throws. */
export class GpuDevice {
  readonly facts: GpuFacts;
  readonly features: ReadonlySet<GpuFeature>;
  readonly maximumBytes: number;
  #failure: Error | undefined;
  /** Shaders that the host looks at. */
  readonly #compiling = new Set<Promise<void>>();
  #lost: Error | undefined;

  constructor(
    /** Held, since a host may free an adapter that nobody knows. */
    readonly adapter: GPUAdapter,
    readonly gpu: GPUDevice,
  ) {
    const { limits } = gpu;
    const has = (feature: GpuFeature) => gpu.features.has(featureNames[feature]);
    this.features = new Set((Object.keys(featureNames) as GpuFeature[]).filter(has));
    this.facts = {
      float16: has("float16"),
      subgroups: has("subgroups"),
      workgroupBytes: limits.maxComputeWorkgroupStorageSize,
      workgroupInvocations: limits.maxComputeInvocationsPerWorkgroup,
      storageBuffers: limits.maxStorageBuffersPerShaderStage,
    };
    this.maximumBytes = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
    gpu.lost.then(({ message, reason }) => {
      this.#lost = new BackendError(
        reason === "destroyed"
          ? "gpu: the backend was disposed"
          : `gpu: the device was lost (${message}); make a new one with await gpu(), and resume from the last checkpoint`,
      );
    });
    gpu.onuncapturederror = ({ error }) => this.fail(errorOf(error, "gpu"));
  }

  /** Throws what went wrong since the last call, and forever once the device is lost. */
  check(): void {
    if (this.#lost) throw this.#lost;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) throw failure;
  }

  /** Waits for what the host has to say on shaders: what it says of commands that need them is only a consequence. */
  async compiled(): Promise<void> {
    await Promise.all(this.#compiling);
  }

  /** Notes what a later call is to throw; the first counts, since others follow from it. */
  fail(error: Error): void {
    this.#failure ??= error;
  }

  /** Runs what may exhaust the memory, which a later call tells then. */
  watched<T>(filter: GPUErrorFilter, what: string, run: () => T): T {
    this.gpu.pushErrorScope(filter);
    const made = run();
    this.gpu.popErrorScope().then(
      (error) => error && this.fail(errorOf(error, what)),
      // A lost device has no scopes any more; `lost` tells why.
      () => undefined,
    );
    return made;
  }

  /** A pipeline of a shader's `main`; one that doesn't compile is told with its op, line and text by a later call. */
  pipeline(label: string, code: string, layout: GPUPipelineLayout): GPUComputePipeline {
    const { gpu } = this;
    gpu.pushErrorScope("validation");
    const module = gpu.createShaderModule({ label, code });
    const pipeline = gpu.createComputePipeline({ label, layout, compute: { module, entryPoint: "main" } });
    const compiled = Promise.all([gpu.popErrorScope(), module.getCompilationInfo()]).then(
      ([error, { messages }]) => {
        if (!error) return;
        const first = messages.find(({ type }) => type === "error");
        const line = first && code.split("\n")[first.lineNum - 1]?.trim();
        const where = first ? `line ${first.lineNum}: ${first.message} in "${line}"` : error.message;
        this.#failure = new BackendError(`${label}: its shader doesn't compile on this adapter, ${where}`, {
          code,
        });
      },
      () => undefined,
    );
    this.#compiling.add(compiled);
    compiled.then(() => this.#compiling.delete(compiled));
    return pipeline;
  }
}

function errorOf(error: GPUError, what: string): Error {
  // Dawn's classes are no globals in Node.
  if (error.constructor.name === "GPUOutOfMemoryError") {
    return new MemoryError(
      `${what}: the GPU's memory is full; dispose of tensors, or use smaller batches (${error.message})`,
    );
  }
  return new BackendError(`${what}: ${error.message}`);
}

/** A device of the adapter that the options choose, with the adapter's own limits and features. */
export async function openDevice(options: GpuOptions): Promise<GpuDevice> {
  const adapter = await findAdapter(options);
  const all = Object.keys(featureNames) as GpuFeature[];
  const wanted = options.features ?? all.filter((feature) => adapter.features.has(featureNames[feature]));
  for (const feature of wanted) {
    if (!adapter.features.has(featureNames[feature]))
      throw new BackendError(`gpu: the adapter has no ${feature}; leave it out of features`);
  }
  const { limits } = adapter;
  const names = [
    "maxBufferSize",
    "maxStorageBufferBindingSize",
    "maxComputeWorkgroupStorageSize",
    "maxComputeInvocationsPerWorkgroup",
    "maxComputeWorkgroupSizeX",
    "maxStorageBuffersPerShaderStage",
  ] as const;
  const device = await adapter.requestDevice({
    requiredFeatures: wanted.map((feature) => featureNames[feature]),
    requiredLimits: Object.fromEntries(names.map((name) => [name, limits[name]])),
  });
  return new GpuDevice(adapter, device);
}
