import type { GpuDevice } from "../device/device.js";
import type { Recorder } from "../plan/recorder.js";
import { nothing, type RefusalWords, refusalBytes } from "../plan/refusals.js";
import { type Block, classOf, usage } from "./pool.js";

/** Reads through staging buffers, which are pooled: a read waits for what it reads, and later work goes on meanwhile. */
export class Readbacks {
  readonly #staging = new Map<number, GPUBuffer[]>();
  readonly #watched = new Set<RefusalWords>();

  constructor(
    readonly device: GpuDevice,
    readonly recorder: Recorder,
  ) {}

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
    this.#watched.clear();
    const words = watched.map(({ block }) => ({ block, start: 0, bytes: refusalBytes }));
    const all = [...words, ...pieces].filter(({ bytes }) => bytes > 0);
    const total = all.reduce((sum, { bytes }) => sum + bytes, 0);
    const size = classOf(total);
    const staging = this.#take(size);
    let at = 0;
    for (const { block, start, bytes } of all) {
      this.recorder.copyOut(block, start, staging, at, bytes);
      at += bytes;
    }
    this.recorder.submit();
    for (const { block } of watched)
      this.device.gpu.queue.writeBuffer(block.buffer, 0, Uint32Array.of(nothing, 0));
    try {
      await staging.mapAsync(usage.mapRead);
      await this.device.settled();
    } catch (error) {
      await this.device.explain(error);
    }
    const copy = new Uint8Array(staging.getMappedRange().slice(0, total));
    staging.unmap();
    this.#staging.get(size)!.push(staging);
    this.device.check();
    watched.forEach(({ refusals }, i) => {
      const [place, value] = new Int32Array(copy.buffer, i * refusalBytes, 2) as unknown as [number, number];
      if (place >>> 0 !== nothing) throw refusals.error(place >>> 0, value);
    });
    return copy.subarray(watched.length * refusalBytes);
  }

  #take(size: number): GPUBuffer {
    let free = this.#staging.get(size);
    if (!free) this.#staging.set(size, (free = []));
    const flags = usage.mapRead | usage.copyTarget;
    return (
      free.pop() ??
      this.device.watched("out-of-memory", "gpu: reading", () =>
        this.device.gpu.createBuffer({ size, usage: flags }),
      )
    );
  }
}
