import type { Backend, BufferContents, DType, Graph, TypedArray } from "@mebae/tensor/backend";
import { accuracy } from "./accuracy.js";
import type { GpuFeature, GpuOptions } from "./device/adapter.js";
import { type GpuDevice, openDevice } from "./device/device.js";
import { kernels } from "./kernels/index.js";
import { BufferPool } from "./memory/pool.js";
import { Readbacks } from "./memory/readbacks.js";
import { type GpuHandle, GpuProgram } from "./plan/program.js";
import { Recorder } from "./plan/recorder.js";
import { type GpuCeilings, measureCeilings } from "./profile/ceilings.js";
import type { GpuProfile } from "./profile/clock.js";
import { profile } from "./profile/profile.js";

/** The WebGPU engine. */
export interface GpuBackend extends Backend, Disposable {
  /** The features that are in use. */
  readonly features: ReadonlySet<GpuFeature>;
  /** The adapter's name, as far as the host tells. */
  readonly adapter: string;
  /** Whether the adapter computes on the processor, which takes longer than the CPU engine. */
  readonly isSoftware: boolean;
  /** Resolves when the device is lost, as when its driver restarts, or given back: to the host's words for why. */
  readonly lost: Promise<string>;
  /** Bytes of the buffers in use and of those kept for reuse, and how often work was submitted. */
  report(): { readonly usedBytes: number; readonly freeBytes: number; readonly submissions: number };
  /**
   * Runs `step` so many times, once by default, and tells how long which kernels took. Waits for the device after each.
   * Compile before: a first run writes and compiles shaders.
   */
  profile(step: () => void | Promise<void>, steps?: number): Promise<GpuProfile>;
  /** What the adapter reaches at most, measured now: what a profile's rows stand beside. */
  ceilings(): Promise<GpuCeilings>;
  /** Gives the device back. What is on it is lost. */
  dispose(): void;
}

/**
 * WebGPU, in browsers that have it and in Node through the package `webgpu`: `useBackend(await gpu())`.
 * @throws BackendError without WebGPU or an adapter, or on a feature that the adapter lacks; UsageError on options that there aren't.
 */
export async function gpu(options: GpuOptions = {}): Promise<GpuBackend> {
  return createBackend(await openDevice(options));
}

function createBackend(device: GpuDevice): GpuBackend {
  const pool = new BufferPool(device);
  const recorder = new Recorder(device, pool);
  const readbacks = new Readbacks(device, recorder);
  const { description, vendor, architecture } = device.adapter.info;
  const dispose = () => device.dispose();
  return {
    name: "gpu",
    dtypes: new Set<DType>([
      "float32",
      "int32",
      "uint8",
      "bool",
      ...(device.facts.float16 ? ["float16" as const] : []),
    ]),
    limits: { maximumBytes: device.maximumBytes },
    accuracy,
    features: device.features,
    adapter: description || `${vendor} ${architecture}`.trim(),
    isSoftware: device.facts.isSoftware,
    lost: device.lost,
    allocate: (bytes, contents) => {
      device.check();
      return { block: pool.take(bytes, nameOf(contents)) } satisfies GpuHandle;
    },
    free: (handle) => pool.give((handle as GpuHandle).block),
    upload: (handle, data) => upload(device, pool, recorder, handle as GpuHandle, data),
    read: (handle, byteOffset, bytes) => readbacks.read((handle as GpuHandle).block, byteOffset, bytes),
    hasKernel: (op) => op.kind !== "composite" || kernels[op.name] !== undefined,
    prepare: (graph: Graph) => new GpuProgram(recorder, pool, graph),
    run: (program, inputs, outputs) => {
      device.check();
      readbacks.watch((program as GpuProgram).run(inputs, outputs));
      if ((program as GpuProgram).graph.nodes.length > 1) recorder.submit();
    },
    ready: async () => {
      await recorder.ready();
      device.check();
    },
    synchronize: () => readbacks.synchronize(),
    profile: (step, steps = 1) => profile(device, recorder, step, steps),
    ceilings: () => measureCeilings(device, recorder, pool),
    report: () => ({ ...pool.report, submissions: recorder.submissions }),
    dispose,
    [Symbol.dispose]: dispose,
  };
}

function nameOf(contents: BufferContents | undefined): string {
  return contents ? `a tensor ${contents.dtype} [${contents.shape.join(", ")}]` : "gpu";
}

/** Writes at once, before anything that is recorded: what recorded commands still use is left to them. */
function upload(
  device: GpuDevice,
  pool: BufferPool,
  recorder: Recorder,
  handle: GpuHandle,
  data: TypedArray,
): void {
  device.check();
  if (recorder.isPending(handle.block)) {
    const old = handle.block;
    handle.block = pool.take(old.size, "gpu", (block) => !recorder.isPending(block));
    pool.give(old);
  }
  const { byteLength } = data;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, byteLength);
  const whole = byteLength - (byteLength % 4);
  const { queue } = device.gpu;
  if (whole > 0) queue.writeBuffer(handle.block.buffer, 0, bytes as Uint8Array<ArrayBuffer>, 0, whole);
  if (whole === byteLength) return;
  const rest = new Uint8Array(4);
  rest.set(bytes.subarray(whole));
  queue.writeBuffer(handle.block.buffer, whole, rest);
}
