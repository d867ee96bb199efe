import {
  type Dispatch,
  factsOf,
  featureNames,
  featuresOf,
  type GpuFacts,
  type KernelPlan,
} from "@mebae/gpu/codegen";
import { awake } from "./awake.ts";

/** An adapter and its device, by Dawn. */
export interface Card {
  readonly name: string;
  /** Whether it computes on the CPU: it is checked then, and not timed. */
  readonly isSoftware: boolean;
  readonly device: GPUDevice;
  readonly facts: GpuFacts;
  /** Dawn's process ends when its instance is collected. */
  readonly instance: unknown;
}

/** @param dawn Flags of Dawn's. */
export async function openCard(dawn: readonly string[]): Promise<Card> {
  // Its types need the package beside this one, which only @mebae/gpu has.
  const packageName: string = "webgpu";
  const { create, globals } = await import(packageName);
  Object.assign(globalThis, globals);
  const instance = create([...dawn]) as GPU;
  const adapter = await instance.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("Dawn finds no adapter: VK_ICD_FILENAMES names a Vulkan driver");
  const { limits, info } = adapter;
  const features = featuresOf(adapter, instance.wgslLanguageFeatures);
  const device = await adapter.requestDevice({
    requiredFeatures: [...features].map((feature) => featureNames[feature]),
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    },
  });
  const name = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(" ");
  const facts = factsOf(info, device.limits, features);
  return {
    name,
    isSoftware: facts.isSoftware,
    device,
    facts,
    instance,
  };
}

const usage = { map: 1, copyFrom: 4, copyTo: 8, uniform: 0x40, storage: 0x80 };

export function makeBuffer({ device }: Card, bytes: number, data?: ArrayBufferView): GPUBuffer {
  const size = Math.ceil(bytes / 16) * 16 + 16;
  const buffer = device.createBuffer({
    size,
    usage: usage.storage | usage.copyFrom | usage.copyTo,
    mappedAtCreation: data !== undefined,
  });
  if (data) {
    new Uint8Array(buffer.getMappedRange()).set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    );
    buffer.unmap();
  }
  return buffer;
}

export async function readBuffer({ device }: Card, from: GPUBuffer): Promise<ArrayBuffer> {
  const to = device.createBuffer({ size: from.size, usage: usage.map | usage.copyTo });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(from, 0, to, 0, from.size);
  device.queue.submit([encoder.finish()]);
  await to.mapAsync(usage.map);
  const bytes = to.getMappedRange().slice(0);
  to.destroy();
  return bytes;
}

/** A compiled plan. */
export interface Compiled {
  /** Runs it so many times in one submission, and waits. */
  run(times: number): Promise<void>;
  /** Records it once. */
  encode(encoder: GPUCommandEncoder): void;
  free(): void;
}

/** Compiles a plan for given buffers. */
export async function compile(
  card: Card,
  plan: KernelPlan,
  inputs: readonly GPUBuffer[],
  output: GPUBuffer,
): Promise<Compiled> {
  const { device } = card;
  const scratch = (plan.scratch ?? []).map((bytes) => makeBuffer(card, bytes));
  const buffers = { input: inputs, output: [output], scratch, refusals: [] };
  device.pushErrorScope("validation");
  device.pushErrorScope("out-of-memory");
  const steps = plan.dispatches.map((dispatch) => {
    const bound = dispatch.buffers.map(({ kind, index }) => (buffers[kind] as readonly GPUBuffer[])[index]!);
    return step(device, dispatch, bound);
  });
  const error = (await device.popErrorScope()) ?? (await device.popErrorScope());
  if (error) throw new Error(`${plan.dispatches[0]!.label}: ${error.message}`);
  const encode = (encoder: GPUCommandEncoder, times = 1) => {
    const pass = encoder.beginComputePass();
    for (let i = 0; i < times; i++) for (const each of steps) each(pass);
    pass.end();
  };
  const run = async (times: number) => {
    const encoder = device.createCommandEncoder();
    encode(encoder, times);
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
  };
  return { run, encode, free: () => scratch.forEach((buffer) => buffer.destroy()) };
}

function step(device: GPUDevice, dispatch: Dispatch, bound: readonly GPUBuffer[]) {
  const { code, label, workgroups, buffers, invocations = 0 } = dispatch;
  const module = device.createShaderModule({ code, label });
  const pipeline = device.createComputePipeline({ layout: "auto", compute: { module, entryPoint: "main" } });
  // All offsets are 0, as a buffer is at first.
  const call = device.createBuffer({ size: 64, usage: usage.uniform, mappedAtCreation: true });
  new Uint32Array(call.getMappedRange())[buffers.length + 1] = invocations;
  call.unmap();
  const entries = [...bound, call].map((buffer, binding) => ({ binding, resource: { buffer } }));
  const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  const x = Math.min(workgroups, 65535);
  return (pass: GPUComputePassEncoder) => {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(x, Math.ceil(workgroups / x));
  };
}

/** Seconds of one run: what twice as many take longer, so that submitting and waiting cancel; the median of five. */
export async function secondsOf(run: (times: number) => Promise<void>): Promise<number> {
  const timed = async (times: number) => {
    const start = performance.now();
    await run(times);
    return (performance.now() - start) / 1e3;
  };
  await awake(() => timed(2));
  let times = 1;
  while (times < 4096 && (await timed(times)) < 0.02) times *= 2;
  const differences: number[] = [];
  for (let i = 0; i < 5; i++) differences.push((await timed(2 * times)) - (await timed(times)));
  differences.sort((a, b) => a - b);
  return differences[2]! / times;
}
