import type { Dispatch } from "@mebae/gpu/codegen";
import { awake } from "./awake.ts";
import { type Card, compile, makeBuffer, readBuffer } from "./card.ts";
import type { UploadRow } from "./results.ts";

/** A dispatch that takes a device some time: a chain of multiply-adds in each invocation, whose number of turns is read. */
const work: Dispatch = {
  label: "work",
  code: `@group(0) @binding(0) var<storage, read> turns: array<u32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@group(0) @binding(2) var<uniform> call: array<vec4<u32>, 1>;
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  var s = f32(id.x);
  for (var i = 0u; i < turns[0]; i++) { s = fma(s, 0.999, f32(call[0].x)); }
  out[id.x] = s;
}`,
  buffers: [
    { kind: "input", index: 0, writes: false },
    { kind: "output", index: 0, writes: true },
  ],
  workgroups: 1024,
};

/** A way to bring bytes to the device; commands that it needs go into the step's own encoder. */
interface Way {
  readonly name: UploadRow["way"];
  upload(to: GPUBuffer, bytes: Uint8Array<ArrayBuffer>, encoder: GPUCommandEncoder): Promise<void>;
  /** Called when the encoder's commands are submitted. */
  submitted(): void;
}

/** What the engine does: the host copies the bytes at once, and the device takes them in the queue's order. */
const written = ({ device }: Card): Way => ({
  name: "writeBuffer",
  upload: async (to, bytes) => device.queue.writeBuffer(to, 0, bytes),
  submitted: () => undefined,
});

/** A ring of mapped buffers, filled while the device computes and copied by the step's own commands. */
function ring({ device }: Card, size: number): Way {
  const usage = { mapWrite: 2, copyFrom: 4 };
  const make = () =>
    device.createBuffer({ size, usage: usage.mapWrite | usage.copyFrom, mappedAtCreation: true });
  const free: Promise<GPUBuffer>[] = Array.from({ length: 6 }, async () => make());
  let used: GPUBuffer;
  return {
    name: "ring",
    upload: async (to, bytes, encoder) => {
      used = await free.shift()!;
      new Uint8Array(used.getMappedRange()).set(bytes);
      used.unmap();
      encoder.copyBufferToBuffer(used, 0, to, 0, size);
    },
    submitted: () => {
      const buffer = used;
      free.push(buffer.mapAsync(usage.mapWrite).then(() => buffer));
    },
  };
}

/** Submissions on their way that the engine allows too. */
const ahead = 4;

/**
 * Steps of computing, of uploads, and of both. Uploads overlap where both take less than their sum; the last bytes must have
 * arrived.
 */
export async function uploadRows(card: Card): Promise<UploadRow[]> {
  const { device, isSoftware } = card;
  const rows: UploadRow[] = [];
  for (const megabytes of isSoftware ? [1 / 16] : [1, 16]) {
    const size = megabytes * 2 ** 20;
    const bytes = new Uint8Array(size).map((_, i) => (i * 7919) >> 3);
    const target = makeBuffer(card, size);
    const turns = makeBuffer(card, 4, Uint32Array.of(1));
    const out = makeBuffer(card, 4 * 256 * work.workgroups);
    const plan = await compile(card, { dispatches: [work] }, [turns], out);
    const loop = async (count: number, computes: boolean, way?: Way) => {
      const ends: Promise<unknown>[] = [];
      const start = performance.now();
      for (let i = 0; i < count; i++) {
        if (i >= ahead) await ends[i - ahead];
        const encoder = device.createCommandEncoder();
        await way?.upload(target, bytes, encoder);
        if (computes) plan.encode(encoder);
        device.queue.submit([encoder.finish()]);
        way?.submitted();
        ends.push(device.queue.onSubmittedWorkDone());
      }
      await Promise.all(ends);
      return (performance.now() - start) / count;
    };
    const ways = [written(card), ring(card, size)];
    if (!isSoftware) await awake(() => loop(8, true));
    if (!isSoftware)
      await longAs(
        device,
        turns,
        () => loop(8, true),
        () => loop(16, false, ways[0]),
      );
    for (const way of ways) {
      const least = { compute: Infinity, upload: Infinity, both: Infinity };
      for (let round = 0; round < (isSoftware ? 1 : 5); round++) {
        const count = isSoftware ? 8 : 32;
        least.compute = Math.min(least.compute, await loop(count, true));
        least.upload = Math.min(least.upload, await loop(count, false, way));
        least.both = Math.min(least.both, await loop(count, true, way));
      }
      const arrived = new Uint8Array(await readBuffer(card, target)).subarray(0, size);
      if (Buffer.compare(arrived, bytes) !== 0) throw new Error(`${way.name}: the bytes didn't arrive`);
      bytes.reverse();
      if (!isSoftware) rows.push({ way: way.name, megabytes, ...least });
    }
    for (const buffer of [target, turns, out]) buffer.destroy();
  }
  return rows;
}

/** Lets a step compute about as long as an upload takes: that is where overlapping saves most. */
async function longAs(
  device: GPUDevice,
  turns: GPUBuffer,
  compute: () => Promise<number>,
  upload: () => Promise<number>,
): Promise<void> {
  await upload();
  const wanted = await upload();
  for (let count = 64; count < 2 ** 22; count *= 2) {
    device.queue.writeBuffer(turns, 0, Uint32Array.of(count));
    if ((await compute()) >= wanted) return;
  }
}
