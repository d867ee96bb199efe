import type { Dispatch } from "../../kernel.js";
import { mostAcross } from "../../wgsl/module.js";
import * as arithmetic from "./arithmetic.js";
import { Memory, type Now } from "./memory.js";
import { type Translated, translate } from "./translate.js";

/** What an invocation waits for. */
type Wait =
  | {
      readonly kind: "workgroupBarrier" | "storageBarrier" | "workgroupUniformLoad";
      readonly value?: () => unknown;
    }
  | { readonly kind: "subgroupShuffle" | "subgroupShuffleXor"; readonly value: unknown; readonly by: number };

type Invocation = Generator<Wait, void, unknown>;

/** What a buffer holds, and where a value starts in it, in elements. */
export interface Held {
  readonly bytes: ArrayBuffer;
  readonly offset: number;
}

/**
 * Runs a dispatch in JavaScript, each invocation for itself between barriers, with subgroups of a given size.
 * @throws Where two invocations race, where a barrier or a shuffle isn't reached by all, and outside workgroup memory.
 */
export function runDispatch(dispatch: Dispatch, buffers: readonly Held[], subgroupSize: number): void {
  const shader = translate(dispatch.code);
  const now: Now = { invocation: 0, group: 0, workgroupEpoch: 0, storageEpoch: 0 };
  const bound = new Map<string, Memory>();
  const offsets = buffers.map(({ offset }) => offset);
  const call = Uint32Array.from([0, ...offsets, dispatch.invocations ?? 0, ...Array(3).fill(0)]);
  shader.bindings.forEach(({ name, type }, binding) => {
    const held = buffers[binding];
    const data = held ? viewOf(type, held.bytes) : vectorsOf(call);
    bound.set(name, new Memory(name, data as never, true, now));
  });
  const across = Math.min(dispatch.workgroups, mostAcross);
  const down = Math.ceil(dispatch.workgroups / across);
  for (let y = 0; y < down; y++)
    for (let x = 0; x < across; x++) {
      now.group = y * across + x;
      runWorkgroup(shader, bound, now, subgroupSize, { group: [x, y, 0], groups: [across, down, 1] });
    }
}

function viewOf(type: string, bytes: ArrayBuffer): unknown {
  if (type.includes("atomic") || type.includes("u32")) return new Uint32Array(bytes);
  return type.includes("i32") ? new Int32Array(bytes) : new Float32Array(bytes);
}

function vectorsOf(words: Uint32Array): number[][] {
  return Array.from({ length: Math.floor(words.length / 4) + 1 }, (_, i) => [
    ...words.subarray(4 * i, 4 * i + 4),
  ]);
}

function elementsOf(type: string): number {
  const [, inner, count] = type.match(/^array<(.*),(\d+)>$/) ?? [];
  return inner === undefined ? 1 : Number(count) * elementsOf(inner);
}

function runWorkgroup(
  shader: Translated,
  bound: ReadonlyMap<string, Memory>,
  now: Now,
  subgroupSize: number,
  builtins: Record<string, readonly number[]>,
): void {
  now.workgroupEpoch++;
  now.storageEpoch++;
  const { size, workgroup } = shader;
  const memory = Object.fromEntries(bound);
  for (const { name, type } of workgroup)
    memory[name] = new Memory(name, Array(elementsOf(type)).fill(0), false, now);
  const main = new Function("r", "memory", shader.js)(runtime, memory) as (
    given: Record<string, unknown>,
  ) => Invocation;
  const invocations = Array.from({ length: size }, (_, local) => {
    const subgroupNumber = Math.floor(local / subgroupSize);
    const parts = { subgroupNumber, subgroupSize, subgroupInvocation: local % subgroupSize };
    const given = { ...builtins, local, ...parts };
    return main(Object.fromEntries(Object.entries(given).map(([name, value]) => [`$${name}`, value])));
  });
  schedule(invocations, subgroupSize, now);
}

/** Lets subgroup after subgroup run to the next barrier, and then all beyond it. */
function schedule(invocations: readonly Invocation[], subgroupSize: number, now: Now): void {
  const given: unknown[] = invocations.map(() => undefined);
  for (;;) {
    const waits: (Wait | undefined)[] = [];
    for (let first = 0; first < invocations.length; first += subgroupSize)
      waits.push(...toBarrier(invocations.slice(first, first + subgroupSize), first, given, now));
    const kinds = new Set(waits.map((wait) => wait?.kind));
    if (kinds.size > 1) throw new Error(`a barrier that not all reach: ${[...kinds].join(", ")}`);
    const [first] = waits;
    if (!first) return;
    if (first.kind === "storageBarrier") now.storageEpoch++;
    else now.workgroupEpoch++;
    waits.forEach((wait, i) => {
      now.invocation = i;
      given[i] = wait!.kind === "workgroupUniformLoad" ? wait!.value!() : undefined;
    });
    // A load for all is between two barriers.
    if (first.kind === "workgroupUniformLoad") now.workgroupEpoch++;
  }
}

/** Runs a subgroup until its invocations wait for a barrier or have ended, and exchanges what they shuffle. */
function toBarrier(subgroup: readonly Invocation[], start: number, given: unknown[], now: Now) {
  for (;;) {
    const waits = subgroup.map((invocation, i) => {
      now.invocation = start + i;
      const { done, value } = invocation.next(given[start + i]);
      return done ? undefined : (value as Wait);
    });
    const kinds = new Set(waits.map((wait) => wait?.kind));
    const shuffles = waits.some((wait) => wait && "by" in wait);
    if (!shuffles) return waits;
    if (kinds.size > 1) throw new Error(`a shuffle that not all reach: ${[...kinds].join(", ")}`);
    waits.forEach((wait, i) => {
      if (!wait || !("by" in wait)) return;
      const from = wait.kind === "subgroupShuffle" ? wait.by : i ^ wait.by;
      const other = waits[from];
      if (!other || !("by" in other)) throw new Error(`a shuffle with ${from}, which isn't in the subgroup`);
      given[start + i] = other.value;
    });
  }
}

/** What a translated shader calls. */
const barrier = (kind: "workgroupBarrier" | "storageBarrier") => (): Wait => ({ kind });

const runtime = {
  ...arithmetic,
  load: (from: Memory, i: number) => from.load(i),
  store: (to: Memory, i: number, value: unknown) => to.store(i, value),
  workgroupBarrier: barrier("workgroupBarrier"),
  storageBarrier: barrier("storageBarrier"),
  uniformLoad: (from: Memory, i: number): Wait => ({
    kind: "workgroupUniformLoad",
    value: () => from.load(i),
  }),
  exchange: (kind: "subgroupShuffle" | "subgroupShuffleXor", value: unknown, by: number): Wait => ({
    kind,
    value,
    by,
  }),
  atomic: (name: string, place: Memory, i: number, value: number) => {
    const old = place.data[i] as number;
    if (name === "atomicStore") place.data[i] = value;
    else if (name !== "atomicLoad")
      place.data[i] = name === "atomicMax" ? Math.max(old, value) : Math.min(old, value);
    return old;
  },
};
