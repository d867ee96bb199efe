import { type ProfileRow, ProfileRows, type StepDescription } from "@mebae/tensor/backend";
import type { GpuDevice } from "../device/device.js";
import { usage } from "../memory/pool.js";
import type { Clock } from "./clock.js";

/** As many as WebGPU allows in a set. */
const queriesOfSet = 4096;

interface Entry {
  readonly step: StepDescription;
  readonly queries: number[];
}

/** The device's own clock: a dispatch gets a pass of its own, which writes its begin and its end in nanoseconds. */
export class DeviceClock implements Clock {
  readonly kind = "device";
  readonly #sets: GPUQuerySet[] = [];
  readonly #entries: Entry[] = [];
  #next = 0;

  constructor(readonly device: GpuDevice) {}

  begin(step: StepDescription): void {
    this.#entries.push({ step, queries: [] });
  }

  pass(): GPUComputePassTimestampWrites {
    const first = this.#next % queriesOfSet;
    if (first === 0)
      this.#sets.push(this.device.gpu.createQuerySet({ type: "timestamp", count: queriesOfSet }));
    this.#entries.at(-1)!.queries.push(this.#next);
    this.#next += 2;
    return {
      querySet: this.#sets.at(-1)!,
      beginningOfPassWriteIndex: first,
      endOfPassWriteIndex: first + 1,
    };
  }

  submitted(): void {}

  async rows(): Promise<ProfileRow[]> {
    const times = await this.#times();
    const rows = new ProfileRows();
    for (const { step, queries } of this.#entries) {
      // A device may set its clock back; such a time is none.
      const each = queries.map((query) => Math.max(0, Number(times[query + 1]! - times[query]!)));
      rows.add(step, each.reduce((sum, time) => sum + time, 0) / 1e6);
    }
    return rows.rows();
  }

  async #times(): Promise<BigUint64Array> {
    const { gpu } = this.device;
    if (this.#next === 0) return new BigUint64Array();
    const size = this.#next * 8;
    const resolved = gpu.createBuffer({ size, usage: usage.queryResolve | usage.copySource });
    const staging = gpu.createBuffer({ size, usage: usage.mapRead | usage.copyTarget });
    const encoder = gpu.createCommandEncoder();
    this.#sets.forEach((set, i) => {
      const start = i * queriesOfSet;
      encoder.resolveQuerySet(set, 0, Math.min(queriesOfSet, this.#next - start), resolved, start * 8);
    });
    encoder.copyBufferToBuffer(resolved, 0, staging, 0, size);
    gpu.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(usage.mapRead);
      return new BigUint64Array(staging.getMappedRange().slice(0));
    } catch (error) {
      return await this.device.explain(error);
    } finally {
      for (const one of [resolved, staging, ...this.#sets]) one.destroy();
    }
  }
}
