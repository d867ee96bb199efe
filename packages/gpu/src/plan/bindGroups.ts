import type { GpuDevice } from "../device/device.js";
import { type Block, usage } from "../memory/pool.js";
import type { PreparedDispatch } from "./recorder.js";

/** What is kept between submissions at most: a program that runs again finds its groups, all of them in use or not. */
const mostGroups = 8192;
const mostOffsets = 4096;

/** Bind groups, made once for each set of buffers, and forgotten with any of them. */
export class BindGroups {
  readonly #groups = new Map<string, GPUBindGroup>();
  /** The keys of the groups in which a block is. */
  readonly #keys = new Map<Block, string[]>();
  readonly #calls = new Map<string, { readonly buffer: GPUBuffer; readonly number: number }>();

  constructor(readonly device: GpuDevice) {}

  /** @param offsets Of each block, in elements. */
  of(
    { layout, layoutKey, dispatch }: PreparedDispatch,
    blocks: readonly Block[],
    offsets: readonly number[],
  ): GPUBindGroup {
    const call = this.#call([...offsets, dispatch.invocations ?? 0]);
    const key = `${layoutKey} ${blocks.map(({ number }) => number).join()} ${call.number}`;
    let group = this.#groups.get(key);
    if (!group) {
      const bound = [...blocks.map(({ buffer }) => buffer), call.buffer];
      const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
      group = this.device.gpu.createBindGroup({ layout, entries });
      this.#groups.set(key, group);
      for (const block of new Set(blocks)) {
        const keys = this.#keys.get(block);
        if (keys) keys.push(key);
        else this.#keys.set(block, [key]);
      }
    }
    return group;
  }

  /** Lets go of the groups of a block that is no more. */
  forget(block: Block): void {
    for (const key of this.#keys.get(block) ?? []) this.#groups.delete(key);
    this.#keys.delete(block);
  }

  /** Lets go of all where they are too many. Called when no recording uses any. */
  trim(): void {
    if (this.#groups.size < mostGroups && this.#calls.size < mostOffsets) return;
    for (const { buffer } of this.#calls.values()) buffer.destroy();
    this.#calls.clear();
    this.#groups.clear();
    this.#keys.clear();
  }

  /** The uniform of a call. It never changes, so that commands not yet submitted keep theirs: there is one for each content. */
  #call(words: readonly number[]) {
    const key = words.join();
    let call = this.#calls.get(key);
    if (!call) {
      const size = Math.ceil((words.length + 1) / 4) * 16;
      const buffer = this.device.gpu.createBuffer({ size, usage: usage.uniform, mappedAtCreation: true });
      new Uint32Array(buffer.getMappedRange()).set(words, 1);
      buffer.unmap();
      call = { buffer, number: this.#calls.size };
      this.#calls.set(key, call);
    }
    return call;
  }
}
