import { vi } from "vitest";
/** What a fake device is to do wrong. */
export interface Faults {
  /** What the first error scope of a kind finds. */
  readonly scopes?: Readonly<Partial<Record<GPUErrorFilter, GPUError>>>;
  /** What the host says of each shader. */
  readonly messages?: readonly Pick<GPUCompilationMessage, "type" | "lineNum" | "message">[];
  readonly maxBufferSize?: number;
}

/** An error of memory, as hosts name its class. */
export class GPUOutOfMemoryError {
  constructor(readonly message: string) {}
}

/** A WebGPU that computes nothing, all of whose memory is 0, and that fails as it is told to. */
export function fakeGpu(faults: Faults = {}) {
  let resolve: (info: Pick<GPUDeviceLostInfo, "reason" | "message">) => void = () => undefined;
  const lost = new Promise<Pick<GPUDeviceLostInfo, "reason" | "message">>((to) => {
    resolve = to;
  });
  const open: GPUErrorFilter[] = [];
  const found = new Set<GPUErrorFilter>();
  let isLost = false;
  const counts = { buffers: 0, destroyed: 0, bindGroups: 0, pipelines: 0, dispatches: 0, submissions: 0 };
  const lose = (reason: GPUDeviceLostReason, message: string) => {
    isLost = true;
    resolve({ reason, message });
  };
  const buffer = ({ size }: GPUBufferDescriptor) => ({
    size,
    number: counts.buffers++,
    mapAsync: async () => {
      if (isLost) throw new Error("mapping was cancelled");
    },
    getMappedRange: () => new ArrayBuffer(size),
    unmap() {},
    destroy: () => void counts.destroyed++,
  });
  const dispatchWorkgroups = () => void counts.dispatches++;
  const pass = { setPipeline() {}, setBindGroup() {}, dispatchWorkgroups, end() {} };
  const size = faults.maxBufferSize ?? 2 ** 28;
  const limits = {
    maxBufferSize: size,
    maxStorageBufferBindingSize: size,
    maxComputeWorkgroupStorageSize: 16384,
    maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256,
    maxStorageBuffersPerShaderStage: 8,
  };
  const device = {
    limits,
    features: new Set<string>(),
    lost,
    onuncapturederror: undefined as ((event: { error: GPUError }) => void) | undefined,
    destroy: () => lose("destroyed", ""),
    pushErrorScope: (filter: GPUErrorFilter) => void open.push(filter),
    popErrorScope: async () => {
      const filter = open.pop()!;
      const error = found.has(filter) ? undefined : faults.scopes?.[filter];
      if (error) found.add(filter);
      return error ?? null;
    },
    createShaderModule: () => ({ getCompilationInfo: async () => ({ messages: faults.messages ?? [] }) }),
    createComputePipeline: () => ({ number: counts.pipelines++ }),
    createBindGroupLayout: () => ({}),
    createPipelineLayout: () => ({}),
    createBindGroup: () => ({ number: counts.bindGroups++ }),
    createBuffer: buffer,
    createCommandEncoder: () => ({
      beginComputePass: () => pass,
      copyBufferToBuffer() {},
      finish: () => ({}),
    }),
    queue: {
      writeBuffer() {},
      submit: () => void counts.submissions++,
      onSubmittedWorkDone: async () => undefined,
    },
  };
  const adapter = {
    limits,
    features: new Set<string>(),
    info: { description: "a fake", vendor: "", architecture: "" },
    requestDevice: async (): Promise<unknown> => device,
  };
  const host = { requestAdapter: async (): Promise<unknown> => adapter };
  return { host, adapter, device, lose, counts };
}

/** A fake that `gpu()` finds as a browser's, until the test's globals are restored. */
export function installFake(faults?: Faults): ReturnType<typeof fakeGpu> {
  const fake = fakeGpu(faults);
  vi.stubGlobal("navigator", { gpu: fake.host });
  return fake;
}
