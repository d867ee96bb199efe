import { expect, test } from "vitest";
import type { GpuDevice } from "../device/device.js";
import type { Block } from "../memory/pool.js";
import { fakeGpu } from "../testing/fakeGpu.js";
import { BindGroups } from "./bindGroups.js";
import type { PreparedDispatch } from "./recorder.js";

const prepared = { layoutKey: "rw", dispatch: { invocations: 64 } } as PreparedDispatch;
const block = (number: number) => ({ number }) as Block;

function groupsOfFake() {
  const { device, counts } = fakeGpu();
  return { groups: new BindGroups({ gpu: device } as unknown as GpuDevice), counts };
}

test("a group is made once for its buffers, offsets and length, and goes with any of its buffers", () => {
  const { groups, counts } = groupsOfFake();
  const [a, b, c] = [block(1), block(2), block(3)];
  const ofA = groups.of(prepared, [a, b], [0, 4]);
  const other = groups.of(prepared, [c, b], [0, 4]);
  expect(groups.of(prepared, [a, b], [0, 4])).toBe(ofA);
  expect(groups.of(prepared, [a, b], [4, 0])).not.toBe(ofA);
  const shorter = { ...prepared, dispatch: { invocations: 60 } } as PreparedDispatch;
  expect(groups.of(shorter, [a, b], [0, 4])).not.toBe(ofA);
  expect(counts).toMatchObject({ bindGroups: 4, buffers: 3 });
  groups.forget(a);
  expect(groups.of(prepared, [c, b], [0, 4])).toBe(other);
  expect(groups.of(prepared, [a, b], [0, 4])).not.toBe(ofA);
});

test("after very many groups or offsets all are let go, with the buffers of the offsets", () => {
  const { groups, counts } = groupsOfFake();
  const [a, b] = [block(1), block(2)];
  for (let i = 0; i < 4095; i++) groups.of(prepared, [a, b], [i, 0]);
  groups.trim();
  expect(counts).toMatchObject({ bindGroups: 4095, destroyed: 0 });
  const last = groups.of(prepared, [a, b], [4095, 0]);
  groups.trim();
  expect(counts.destroyed).toBe(4096);
  expect(groups.of(prepared, [a, b], [4095, 0])).not.toBe(last);
});
