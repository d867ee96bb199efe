import type { GpuDevice } from "../device/device.js";
import type { BufferUse, Dispatch } from "../kernel.js";
import type { Block, BufferPool } from "../memory/pool.js";
import type { Clock } from "../profile/clock.js";
import { mostAcross } from "../wgsl/module.js";
import { BindGroups } from "./bindGroups.js";
import { Pace } from "./pace.js";

/** A dispatch ready to record. */
export interface PreparedDispatch {
  readonly dispatch: Dispatch;
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  /** Equal for equal layouts. */
  readonly layoutKey: string;
}

/** Dispatches that are pending at most before they are submitted. */
const mostPending = 256;

/** Records dispatches into one open encoder, and submits them together. Pipelines and bind groups are made once. */
export class Recorder {
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  readonly #pipelines = new Map<string, GPUComputePipeline>();
  readonly #groups: BindGroups;
  readonly #pace: Pace;
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;
  #pending = 0;
  #recording = 0;
  /** How often commands were submitted. */
  submissions = 0;
  /** Times what is recorded, while a profile runs. */
  clock: Clock | undefined;

  constructor(
    readonly device: GpuDevice,
    readonly pool: BufferPool,
  ) {
    this.#groups = new BindGroups(device);
    this.#pace = new Pace(device);
    pool.onDestroy = (block) => this.#groups.forget(block);
  }

  prepare(dispatch: Dispatch): PreparedDispatch {
    const { gpu } = this.device;
    const layoutKey = dispatch.buffers.map(({ writes }) => (writes ? "w" : "r")).join("");
    let layout = this.#layouts.get(layoutKey);
    if (!layout) {
      layout = gpu.createBindGroupLayout({ entries: entriesOf(dispatch.buffers) });
      this.#layouts.set(layoutKey, layout);
    }
    let pipeline = this.#pipelines.get(dispatch.code);
    if (!pipeline) {
      const layouts = gpu.createPipelineLayout({ bindGroupLayouts: [layout] });
      pipeline = this.device.pipeline(dispatch.label, dispatch.code, layouts);
      this.#pipelines.set(dispatch.code, pipeline);
    }
    return { dispatch, pipeline, layout, layoutKey };
  }

  /** Whether commands that wait for their submission use a block. */
  isPending(block: Block): boolean {
    return block.usedBy === this.#recording;
  }

  /** Submits what is pending where so many more dispatches would be too many: a program's own stay together. */
  makeRoom(dispatches: number): void {
    if (this.#pending + dispatches > mostPending) this.submit();
  }

  /** @param offsets Of each block, in elements. */
  run(prepared: PreparedDispatch, blocks: readonly Block[], offsets: readonly number[]): void {
    const pass = this.#passOf(this.clock?.pass());
    pass.setPipeline(prepared.pipeline);
    pass.setBindGroup(0, this.#groups.of(prepared, blocks, offsets));
    const { workgroups } = prepared.dispatch;
    const x = Math.min(workgroups, mostAcross);
    pass.dispatchWorkgroups(x, Math.ceil(workgroups / x));
    for (const block of blocks) block.usedBy = this.#recording;
    this.#pending++;
  }

  /** The open pass, or a new one that writes when it begins and ends. */
  #passOf(timestampWrites: GPUComputePassTimestampWrites | undefined): GPUComputePassEncoder {
    if (timestampWrites) this.#endPass();
    return (this.#pass ??= this.#open().beginComputePass(timestampWrites && { timestampWrites }));
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }

  /** Copies bytes, whose places and number are multiples of 4, into a buffer that the host can read. */
  copyOut(from: Block, start: number, to: GPUBuffer, at: number, bytes: number): void {
    this.#endPass();
    this.#open().copyBufferToBuffer(from.buffer, start, to, at, bytes);
    from.usedBy = this.#recording;
  }

  /** Copies the first bytes, a multiple of 4, into a block. */
  copyIn(from: GPUBuffer, to: Block, bytes: number): void {
    this.#endPass();
    this.#open().copyBufferToBuffer(from, 0, to.buffer, 0, bytes);
    to.usedBy = this.#recording;
  }

  /** Waits until what was submitted isn't far ahead of the device. */
  async ready(): Promise<void> {
    await this.#pace.ready();
  }

  submit(): void {
    if (this.#encoder) {
      this.#endPass();
      this.device.gpu.queue.submit([this.#encoder.finish()]);
      this.clock?.submitted();
      this.#encoder = undefined;
      this.#pending = 0;
      this.#recording++;
      this.submissions++;
      this.#pace.submitted();
    }
    this.pool.trim();
    this.#groups.trim();
  }

  #open(): GPUCommandEncoder {
    return (this.#encoder ??= this.device.gpu.createCommandEncoder());
  }
}

const compute = 4;

function entriesOf(buffers: readonly BufferUse[]): GPUBindGroupLayoutEntry[] {
  const storage = buffers.map(
    ({ writes }, binding): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: compute,
      buffer: { type: writes ? "storage" : "read-only-storage" },
    }),
  );
  return [...storage, { binding: buffers.length, visibility: compute, buffer: { type: "uniform" } }];
}
