import type { GpuResults } from "./results.ts";

/** What a part of the call leaves in the results. */
const figures = {
  adapter: ["ceilings"],
  float16: ["float16"],
  steps: ["steps"],
  subgroups: ["subgroups"],
  uploads: ["uploads"],
  operations: ["operations", "torch"],
  conformance: ["conformance"],
  jax: ["jax"],
} as const satisfies Record<string, readonly (keyof GpuResults)[]>;

/** A card's name without the versions of its driver. */
const cardOf = ({ adapter }: GpuResults) => adapter.replaceAll(/\b\d+(\.\d+)+\b/g, "").trim();

/**
 * What is published after a call: its figures, and where it left parts out those of before, which a sentence tells. Remarks of
 * before stay with them, for whoever publishes to look at.
 * @throws Of a software adapter, which is never quoted as speed, and of a part of another card's figures.
 */
export function published(before: GpuResults | undefined, call: GpuResults): GpuResults {
  if (call.isSoftware)
    throw new Error(`${call.adapter} computes on the processor: it is never quoted as speed`);
  if (!call.adapter) throw new Error(`no adapter was found: ${call.missing?.adapter ?? "no reason is told"}`);
  const lacks = Object.entries(figures).filter(([, [key]]) => call[key] === undefined);
  if (!before || lacks.length === 0) return call;
  const names = lacks.map(([name]) => name).join(", ");
  if (cardOf(before) !== cardOf(call))
    throw new Error(
      `the figures of ${call.adapter} lack ${names}, and published are those of ${before.adapter}`,
    );
  const kept = lacks.filter(([, [key]]) => before[key] !== undefined);
  if (kept.length === 0) return call;
  const old = kept.flatMap(([, keys]) => keys.map((key) => [key, before[key]]));
  const which = kept.map(([name]) => name).join(", ");
  return {
    ...call,
    ...Object.fromEntries(old),
    remarks: [...(before.remarks ?? []), `Of an earlier call, of ${before.date}: ${which}.`],
  };
}
