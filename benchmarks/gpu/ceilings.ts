import type { KernelPlan } from "@mebae/gpu/codegen";
import { type Card, compile, makeBuffer, secondsOf } from "./card.ts";

const chains = 16;
const turns = 4096;
const workgroups = 4096;

/** Independent chains of multiply-adds in registers, whose end is written so that they aren't dropped. */
const multiplyAdds = `@group(0) @binding(0) var<storage, read_write> out: array<f32>;
@group(0) @binding(1) var<uniform> call: array<vec4<u32>, 1>;
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let x = f32(call[0].y) + 0.5;
${Array.from({ length: chains }, (_, i) => `  var s${i} = f32(id.x) + ${i}.0;`).join("\n")}
  for (var turn = 0u; turn < ${turns}u; turn++) {
${Array.from({ length: chains }, (_, i) => `    s${i} = fma(s${i}, x, 1.0);`).join("\n")}
  }
  let sum = ${Array.from({ length: chains }, (_, i) => `s${i}`).join(" + ")};
  if (sum == -1.0) { out[0] = sum; }
}`;

const vectors = 16 * 2 ** 20;

const copies = `@group(0) @binding(0) var<storage, read> source: array<vec4<f32>>;
@group(0) @binding(1) var<storage, read_write> target_: array<vec4<f32>>;
@group(0) @binding(2) var<uniform> call: array<vec4<u32>, 1>;
@compute @workgroup_size(256)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>, @builtin(local_invocation_index) local: u32) {
  let i = (group.x + group.y * groups.x) * 256u + local;
  if (i < ${vectors}u) { target_[i] = source[i] + f32(call[0].y); }
}`;

/** The float32 multiply-adds a second that registers allow, and the bytes a second that a copy reads and writes. */
export async function ceilings(card: Card): Promise<{ flops: number; bandwidth: number }> {
  const output = { kind: "output", index: 0, writes: true } as const;
  const small = makeBuffer(card, 16);
  const peak: KernelPlan = {
    dispatches: [{ label: "multiply-adds", code: multiplyAdds, buffers: [output], workgroups }],
  };
  const arithmetic = await secondsOf((await compile(card, peak, [], small)).run);
  const [from, to] = [makeBuffer(card, vectors * 16), makeBuffer(card, vectors * 16)];
  const input = { kind: "input", index: 0, writes: false } as const;
  const copy: KernelPlan = {
    dispatches: [{ label: "copy", code: copies, buffers: [input, output], workgroups: vectors / 256 }],
  };
  const moving = await secondsOf((await compile(card, copy, [from], to)).run);
  for (const buffer of [small, from, to]) buffer.destroy();
  return {
    flops: (2 * chains * turns * workgroups * 256) / arithmetic,
    bandwidth: (2 * vectors * 16) / moving,
  };
}
