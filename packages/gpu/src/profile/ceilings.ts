import type { GpuDevice } from "../device/device.js";
import type { Dispatch } from "../kernel.js";
import type { BufferPool } from "../memory/pool.js";
import type { Recorder } from "../plan/recorder.js";
import { timed } from "./profile.js";

/** What the adapter can do at most. */
export interface GpuCeilings {
  /** float32 multiply-adds on registers alone, two operations each, in 10⁹ a second. */
  readonly gflops: number;
  /** Of a copy from buffer to buffer: the bytes of both. */
  readonly bandwidth: readonly [
    { readonly place: "memory"; readonly bytes: number; readonly gigabytes: number },
  ];
}

const chains = 16;
const turns = 512;
const invocations = 256;
const all = Array.from({ length: chains }, (_, i) => i);

/** Independent chains of multiply-adds in registers, whose end is written so that they aren't dropped. */
export function multiplyAdds(workgroups: number): { dispatch: Dispatch; flops: number } {
  const code = `@group(0) @binding(0) var<storage, read_write> out: array<f32>;
@group(0) @binding(1) var<uniform> call: array<vec4<u32>, 1>;
@compute @workgroup_size(${invocations})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let x = f32(call[0].x) + 0.5;
${all.map((i) => `  var s${i} = f32(id.x) + ${i}.0;`).join("\n")}
  for (var turn = 0u; turn < ${turns}u; turn++) {
${all.map((i) => `    s${i} = fma(s${i}, x, 1.0);`).join("\n")}
  }
  let sum = ${all.map((i) => `s${i}`).join(" + ")};
  if (sum == -1.0) { out[0] = sum; }
}`;
  const buffers = [{ kind: "output", index: 0, writes: true }] as const;
  return {
    dispatch: { label: "multiply-adds", code, buffers, workgroups },
    flops: 2 * chains * turns * invocations * workgroups,
  };
}

/** A copy of so many bytes, a multiple of 4096, in vectors of four words. */
export function copy(bytes: number): Dispatch {
  const code = `@group(0) @binding(0) var<storage, read> source: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> copied: array<vec4<f32>>;
@group(0) @binding(2) var<uniform> call: array<vec4<u32>, 1>;
@compute @workgroup_size(${invocations})
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let i = (group.x + group.y * groups.x) * ${invocations}u + local;
  if (i < ${bytes / 16}u) { copied[i] = source[i] + f32(call[0].x); }
}`;
  return {
    label: "copy",
    code,
    buffers: [
      { kind: "input", index: 0, writes: false },
      { kind: "output", index: 0, writes: true },
    ],
    workgroups: bytes / 16 / invocations,
  };
}

/** A run this long, in milliseconds, is more than what starts and ends it. */
const longEnough = 2;
const repetitions = 5;

/** Grows a piece of work until it takes long enough; the work a millisecond of the shortest of some runs. */
async function speed(
  sizes: { from: number; to: number },
  run: (size: number) => Promise<number>,
): Promise<{ size: number; milliseconds: number }> {
  let size = sizes.from;
  while (size < sizes.to && (await run(size)) < longEnough) size *= 2;
  let milliseconds = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repetitions; i++) milliseconds = Math.min(milliseconds, await run(size));
  return { size, milliseconds };
}

/** Measures the ceilings: a tenth of a second on a card. */
export async function measureCeilings(
  device: GpuDevice,
  recorder: Recorder,
  pool: BufferPool,
): Promise<GpuCeilings> {
  const out = pool.take(256);
  const arithmetic = await speed({ from: 16, to: 32768 }, async (workgroups) => {
    const { dispatch } = multiplyAdds(workgroups);
    return timed(device, recorder, () => recorder.run(recorder.prepare(dispatch), [out], [0]));
  });
  pool.give(out);
  // Beyond every cache, as far as the adapter's buffers go.
  const most = 2 ** Math.floor(Math.log2(Math.min(2 ** 28, device.maximumBytes)));
  const moving = await speed({ from: Math.min(2 ** 22, most), to: most }, async (bytes) => {
    const [from, to] = [pool.take(bytes), pool.take(bytes)];
    const milliseconds = await timed(device, recorder, () =>
      recorder.run(recorder.prepare(copy(bytes)), [from, to], [0, 0]),
    );
    pool.give(from);
    pool.give(to);
    return milliseconds;
  });
  const bytes = 2 * moving.size;
  return {
    gflops: multiplyAdds(arithmetic.size).flops / arithmetic.milliseconds / 1e6,
    bandwidth: [{ place: "memory", bytes, gigabytes: bytes / moving.milliseconds / 1e6 }],
  };
}
