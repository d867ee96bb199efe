import { UsageError } from "@mebae/tensor/backend";
import type { GpuDevice } from "../device/device.js";
import type { Recorder } from "../plan/recorder.js";
import type { GpuProfile } from "./clock.js";
import { DeviceClock } from "./deviceClock.js";
import { HostClock } from "./hostClock.js";

/** Runs steps while a clock times what they record, and waits for the device after each. @throws UsageError inside another profile. */
export async function profile(
  device: GpuDevice,
  recorder: Recorder,
  step: () => void | Promise<void>,
  steps: number,
): Promise<GpuProfile> {
  if (recorder.clock) throw new UsageError("gpu: a profile runs already; await it first");
  recorder.submit();
  const clock = device.hasTimestamps ? new DeviceClock(device) : new HostClock(device);
  recorder.clock = clock;
  try {
    for (let i = 0; i < steps; i++) {
      await step();
      recorder.submit();
      await device.gpu.queue.onSubmittedWorkDone();
    }
  } finally {
    recorder.clock = undefined;
  }
  const rows = await clock.rows();
  device.check();
  return { clock: clock.kind, rows };
}

/** Milliseconds of one dispatch. */
export async function timed(device: GpuDevice, recorder: Recorder, run: () => void): Promise<number> {
  const { rows } = await profile(
    device,
    recorder,
    () => {
      recorder.clock!.begin({ name: "ceiling", flops: 0, bytes: 0 });
      run();
    },
    1,
  );
  return rows[0]!.milliseconds;
}
