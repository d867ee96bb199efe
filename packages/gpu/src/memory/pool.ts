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
  /** Whether there was no memory for it. */
  isBroken: boolean;
}

/** Free bytes that are kept beside as many as are in use at most. */
const slack = 2 ** 26;

/** The size of a class: 256 · 2ⁿ in quarters, so that at most a fifth of a block is wasted. */
export function classOf(bytes: number): number {
  if (bytes <= 1024) return Math.max(256, Math.ceil(bytes / 256) * 256);
  const step = 2 ** (Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / step) * step;
}

/**
 * Buffers by size class. The oldest of the free ones is taken, so that a program that runs again and again finds each of its
 * values where it was, and with it the bind group.
 */
export class BufferPool {
  readonly #free = new Map<number, Block[]>();
  #made = 0;
  #freeBytes = 0;
  #usedBytes = 0;
  #mostUsed = 0;
  #isFull = false;
  /** Told of each block whose buffer is no more. */
  onDestroy: (block: Block) => void = () => undefined;

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
    const place = free.findIndex((block) => !block.isBroken && fits(block));
    if (place >= 0) {
      this.#freeBytes -= size;
      return free.splice(place, 1)[0]!;
    }
    const flags = usage.storage | usage.copySource | usage.copyTarget;
    const failed = () => {
      block.isBroken = true;
      this.#isFull = true;
    };
    const make = () => gpu.createBuffer({ size, usage: flags });
    const buffer = this.device.watched("out-of-memory", what, make, failed);
    const block: Block = { buffer, size, number: this.#made++, usedBy: -1, isBroken: false };
    return block;
  }

  give(block: Block): void {
    const { size } = block;
    this.#usedBytes -= size;
    this.#freeBytes += size;
    let free = this.#free.get(size);
    if (!free) this.#free.set(size, (free = []));
    const place = free.findIndex(({ number }) => number > block.number);
    free.splice(place < 0 ? free.length : place, 0, block);
  }

  /** Lets go of what is far beyond need, and of all that is free once the memory was full. Called when no recording uses a free block. */
  trim(): void {
    const kept = this.#isFull ? 0 : this.#mostUsed + slack;
    this.#isFull = false;
    for (const [size, free] of this.#free) {
      while (free.length > 0 && this.#freeBytes > kept) {
        const block = free.pop()!;
        block.buffer.destroy();
        this.onDestroy(block);
        this.#freeBytes -= size;
      }
    }
  }
}
