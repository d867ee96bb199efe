import type { GpuDevice } from "../device/device.js";
import type { Recorder } from "../plan/recorder.js";
import { nothing, type RefusalWords, refusalBytes, refusalOf } from "../plan/refusals.js";
import { type Block, usage } from "./pool.js";
import { Staging } from "./staging.js";

/** Reads through staging buffers, which are pooled: a read waits for what it reads, and later work goes on meanwhile. */
export class Readbacks {
  readonly #staging: Staging;
  readonly #watched = new Set<RefusalWords>();
  /** What words hold while nothing is refused. */
  #noRefusal: GPUBuffer | undefined;

  constructor(
    readonly device: GpuDevice,
    readonly recorder: Recorder,
  ) {
    this.#staging = new Staging(device);
  }

  /** Looks at these words with the next read: the kernels that write them ran. */
  watch(words: readonly RefusalWords[]): void {
    for (const one of words) this.#watched.add(one);
  }

  /** Bytes of a block. @throws What went wrong on the device or was refused by a kernel up to here. */
  async read(block: Block, byteOffset: number, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const lead = byteOffset % 4;
    const aligned = Math.ceil((lead + bytes) / 4) * 4;
    const read = await this.#fetch([{ block, start: byteOffset - lead, bytes: aligned }]);
    return read.slice(lead, lead + bytes);
  }

  async synchronize(): Promise<void> {
    await this.#fetch([]);
    await this.device.gpu.queue.onSubmittedWorkDone();
    await this.device.settled();
    this.device.check();
  }

  async #fetch(pieces: { block: Block; start: number; bytes: number }[]): Promise<Uint8Array<ArrayBuffer>> {
    this.device.check();
    const watched = [...this.#watched];
    const words = watched.map(({ block }) => ({ block, start: 0, bytes: refusalBytes }));
    const all = [...words, ...pieces].filter(({ bytes }) => bytes > 0);
    const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    const staging = this.#staging.take(total, () => this.recorder.submit());
    let at = 0;
    for (const { block, start, bytes } of all) {
      this.recorder.copyOut(block, start, staging, at, bytes);
      at += bytes;
    }
    // Together with the copy: where that fails, the words still hold what was refused.
    for (const { block } of watched) this.recorder.copyIn(this.#nothingRefused(), block, refusalBytes);
    this.#watched.clear();
    this.recorder.submit();
    const copy = await this.#map(staging, total).catch((error: unknown) => {
      this.watch(watched);
      return this.device.explain(error);
    });
    this.device.check();
    watched.forEach((one, i) => {
      const error = refusalOf(one, new Uint32Array(copy.buffer, i * refusalBytes, 2));
      if (error) throw error;
    });
    return copy.subarray(watched.length * refusalBytes);
  }

  async #map(staging: GPUBuffer, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
    try {
      await staging.mapAsync(usage.mapRead);
    } catch (error) {
      staging.destroy();
      throw error;
    }
    const copy = new Uint8Array(staging.getMappedRange().slice(0, bytes));
    staging.unmap();
    this.#staging.give(staging);
    await this.device.settled();
    return copy;
  }

  #nothingRefused(): GPUBuffer {
    if (!this.#noRefusal) {
      const flags = usage.copySource | usage.copyTarget;
      this.#noRefusal = this.device.gpu.createBuffer({ size: refusalBytes, usage: flags });
      this.device.gpu.queue.writeBuffer(this.#noRefusal, 0, Uint32Array.of(nothing, 0));
    }
    return this.#noRefusal;
  }
}
