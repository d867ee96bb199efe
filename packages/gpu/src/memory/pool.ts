import { MemoryError } from "@mebae/tensor/backend";
import type { GpuDevice } from "../device/device.js";

/** WebGPU's flags: its constants are no globals in Node. */
export const usage = {
  mapRead: 1,
  copySource: 4,
  copyTarget: 8,
  uniform: 0x40,
  storage: 0x80,
  queryResolve: 0x200,
};

/** A buffer of the pool. */
export interface Block {
  readonly buffer: GPUBuffer;
  /** Bytes. */
  readonly size: number;
  /** Tells blocks apart in keys. */
  readonly number: number;
  /** The last recording whose commands use it: until those are submitted nothing may be uploaded into it. */
  usedBy: number;
}

/** Free bytes that are kept beside as many as are in use at most. */
const slack = 2 ** 26;

/** The size of a class: 256 · 2ⁿ in quarters, so that at most a fifth of a block is wasted. */
export function classOf(bytes: number): number {
  if (bytes <= 1024) return Math.max(256, Math.ceil(bytes / 256) * 256);
  const step = 2 ** (Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / step) * step;
}

/** Buffers by size class, reused last given first. */
export class BufferPool {
  readonly #free = new Map<number, Block[]>();
  #made = 0;
  #freeBytes = 0;
  #usedBytes = 0;
  #mostUsed = 0;

  constructor(readonly device: GpuDevice) {}

  /** Buffers that exist, in use or free, and their bytes. */
  get report(): { readonly usedBytes: number; readonly freeBytes: number } {
    return { usedBytes: this.#usedBytes, freeBytes: this.#freeBytes };
  }

  /** @param fits Which free block may be taken; any by default. @throws MemoryError beyond the adapter's largest buffer. */
  take(bytes: number, what = "gpu", fits: (block: Block) => boolean = () => true): Block {
    const { maximumBytes, gpu } = this.device;
    if (bytes > maximumBytes) {
      throw new MemoryError(
        `${what}: ${bytes} bytes are more than the ${maximumBytes} of this adapter's largest buffer; use smaller batches, or the CPU engine`,
      );
    }
    const size = Math.min(classOf(bytes), Math.floor(maximumBytes / 4) * 4);
    this.#usedBytes += size;
    this.#mostUsed = Math.max(this.#mostUsed, this.#usedBytes);
    const free = this.#free.get(size) ?? [];
    for (let i = free.length - 1; i >= 0; i--) {
      if (!fits(free[i]!)) continue;
      this.#freeBytes -= size;
      return free.splice(i, 1)[0]!;
    }
    const flags = usage.storage | usage.copySource | usage.copyTarget;
    const buffer = this.device.watched("out-of-memory", what, () => gpu.createBuffer({ size, usage: flags }));
    return { buffer, size, number: this.#made++, usedBy: -1 };
  }

  give(block: Block): void {
    const { size } = block;
    this.#usedBytes -= size;
    this.#freeBytes += size;
    const free = this.#free.get(size);
    if (free) free.push(block);
    else this.#free.set(size, [block]);
  }

  /** Lets go of what is far beyond need. Called when no recording uses a free block. */
  trim(): void {
    for (const [size, free] of this.#free) {
      while (free.length > 0 && this.#freeBytes > this.#mostUsed + slack) {
        free.shift()!.buffer.destroy();
        this.#freeBytes -= size;
      }
    }
  }
}
