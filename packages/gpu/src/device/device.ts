import { BackendError, MemoryError } from "@mebae/tensor/backend";
import type { GpuFacts } from "../kernel.js";
import {
  advice,
  checkOptions,
  factsOf,
  featureNames,
  findAdapter,
  type GpuFeature,
  type GpuOptions,
} from "./adapter.js";

const timestamps: GPUFeatureName = "timestamp-query";

/** A device with its limits, and what went wrong on it: WebGPU tells late, so that a later call throws. */
export class GpuDevice {
  readonly facts: GpuFacts;
  readonly maximumBytes: number;
  /** Whether a pass can write when it begins and ends. */
  readonly hasTimestamps: boolean;
  #failure: Error | undefined;
  /** What the host says of commands: mostly that something they need has failed, which is told before it. */
  #consequence: Error | undefined;
  /** Errors that the host still looks for. */
  readonly #open = new Set<Promise<void>>();
  #lost: Error | undefined;
  /** Resolves, with the host's words, once every later call throws. */
  readonly lost: Promise<string>;

  constructor(
    /** Held, since a host may free an adapter that nobody knows. */
    readonly adapter: GPUAdapter,
    readonly gpu: GPUDevice,
    /** Those in use. */
    readonly features: ReadonlySet<GpuFeature>,
  ) {
    const { limits } = gpu;
    this.facts = factsOf(adapter.info, limits, features);
    this.hasTimestamps = gpu.features.has(timestamps);
    this.maximumBytes = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
    this.lost = gpu.lost.then(({ message }) => {
      this.#lost ??= new BackendError(
        `gpu: the device was lost (${message}); make a new backend with await gpu(), and resume from the last checkpoint`,
        { lost: message },
      );
      return message;
    });
    gpu.onuncapturederror = ({ error }) => {
      this.#consequence ??= errorOf(error, "gpu");
    };
  }

  /** Throws what went wrong since the last call, and forever once the device is lost. */
  check(): void {
    if (this.#lost) throw this.#lost;
    if (!this.#failure && this.#open.size > 0) return;
    const failure = this.#failure ?? this.#consequence;
    this.#failure = undefined;
    this.#consequence = undefined;
    if (failure) throw failure;
  }

  /** Waits for what the host has to say on memory and shaders. */
  async settled(): Promise<void> {
    await Promise.all(this.#open);
  }

  /** Throws why something that the host refused late was refused: a lost device tells of itself a little later. */
  async explain(error: unknown): Promise<never> {
    await this.settled();
    await Promise.race([this.gpu.lost, new Promise((resolve) => setTimeout(resolve, 100))]);
    this.check();
    throw error;
  }

  /** Gives the device back: every later call throws. */
  dispose(): void {
    this.#lost ??= new BackendError("gpu: the backend was disposed");
    this.gpu.destroy();
  }

  /** Notes what a later call is to throw; the first counts. */
  #fail(error: Error): void {
    this.#failure ??= error;
  }

  #watch(looking: Promise<void>): void {
    // A lost device has no scopes any more; `lost` tells why.
    const ended = looking.catch(() => undefined).then(() => void this.#open.delete(ended));
    this.#open.add(ended);
  }

  /** Runs what may exhaust the memory: `failed` hears of it, and a later call tells it. */
  watched<T>(filter: GPUErrorFilter, what: string, run: () => T, failed = () => {}): T {
    this.gpu.pushErrorScope(filter);
    const made = run();
    this.#watch(
      this.gpu.popErrorScope().then((error) => {
        if (!error) return;
        failed();
        this.#fail(errorOf(error, what));
      }),
    );
    return made;
  }

  /** A pipeline of a shader's `main`; one that doesn't compile is told with its op, line and text by a later call. */
  pipeline(label: string, code: string, layout: GPUPipelineLayout): GPUComputePipeline {
    const { gpu } = this;
    gpu.pushErrorScope("validation");
    const module = gpu.createShaderModule({ label, code });
    const pipeline = gpu.createComputePipeline({ label, layout, compute: { module, entryPoint: "main" } });
    const told = Promise.all([gpu.popErrorScope(), module.getCompilationInfo()]);
    this.#watch(
      told.then(([error, { messages }]) => {
        if (!error) return;
        const first = messages.find(({ type }) => type === "error");
        const line = first && code.split("\n")[first.lineNum - 1]?.trim();
        const where = first ? `line ${first.lineNum}: ${first.message} in "${line}"` : error.message;
        this.#fail(
          new BackendError(
            `${label}: its shader doesn't compile on this adapter, ${where}; please report it with the adapter's name, and use the CPU engine for this op`,
            { code },
          ),
        );
      }),
    );
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
  checkOptions(options);
  const { adapter, features } = await findAdapter(options);
  const wanted = new Set(options.features ?? features);
  for (const feature of wanted) {
    if (!features.has(feature))
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
  const requiredLimits = Object.fromEntries(names.map((name) => [name, limits[name]]));
  const requiredFeatures = [
    ...[...wanted].map((feature) => featureNames[feature]),
    // For profiles; it costs nothing.
    ...(adapter.features.has(timestamps) ? [timestamps] : []),
  ];
  try {
    const device = await adapter.requestDevice({ requiredFeatures, requiredLimits });
    return new GpuDevice(adapter, device, wanted);
  } catch (error) {
    throw new BackendError(
      `gpu: the adapter gives no device (${(error as Error).message}); close other programs that use the GPU, or ${advice}`,
      {},
      { cause: error },
    );
  }
}
