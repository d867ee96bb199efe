import type { GpuDevice } from "../device/device.js";
import { classOf, usage } from "./pool.js";

/** Bytes of free staging buffers that are kept: reads of losses and metrics come again and again, those of weights don't. */
const mostKept = 2 ** 20;

/** Buffers that the host can read, kept for the next read where they are small. */
export class Staging {
  readonly #free = new Map<number, GPUBuffer[]>();
  #kept = 0;

  constructor(readonly device: GpuDevice) {}

  /** @param onNew Called before one is made: what was recorded so far shouldn't fail where it can't be had. */
  take(bytes: number, onNew: () => void): GPUBuffer {
    const size = classOf(bytes);
    const buffer = this.#free.get(size)?.pop();
    if (buffer) {
      this.#kept -= size;
      return buffer;
    }
    onNew();
    const flags = usage.mapRead | usage.copyTarget;
    return this.device.watched("out-of-memory", "gpu: reading", () =>
      this.device.gpu.createBuffer({ size, usage: flags }),
    );
  }

  /** Takes back one that is no longer mapped. */
  give(buffer: GPUBuffer): void {
    const { size } = buffer;
    if (this.#kept + size > mostKept) {
      buffer.destroy();
      return;
    }
    this.#kept += size;
    const free = this.#free.get(size);
    if (free) free.push(buffer);
    else this.#free.set(size, [buffer]);
  }
}
