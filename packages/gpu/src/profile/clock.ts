import type { ProfileRow, StepDescription } from "@mebae/tensor/backend";

/** What a profile knows of kernels' times. */
export interface GpuProfile {
  /**
   * "device": each kernel by the device's own timestamps. "host": the adapter has no `timestamp-query`, so that a row is
   * all that was submitted together, from its submission until the host heard of its end.
   */
  readonly clock: "device" | "host";
  /** Totals, the longest first. */
  readonly rows: readonly ProfileRow[];
}

/** Times what a recorder records while it is the recorder's `clock`. */
export interface Clock {
  readonly kind: GpuProfile["clock"];
  /** What the dispatches from here on belong to. */
  begin(step: StepDescription): void;
  /** Where the next dispatch's own pass writes when it began and ended; undefined where dispatches share a pass. */
  pass(): GPUComputePassTimestampWrites | undefined;
  /** What was recorded went to the device. */
  submitted(): void;
  /** The totals of all that was submitted, once it is done. */
  rows(): Promise<ProfileRow[]>;
}
