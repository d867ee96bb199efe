import type { ValueSpec } from "../backend.js";
import { bytesOf } from "../dtype.js";
import { sizeOf } from "../shape.js";
import type { Task, Value } from "./tasks.js";

/** One kernel of a prepared program. */
export interface StepDescription {
  /** The ops that it holds and the shape of its loops, e.g. "mul·add·sqrt → 3 outputs [784, 256]". */
  readonly name: string;
  /** Multiplications, additions and the like, as far as they are known. */
  readonly flops: number;
  /** Bytes of all that it reads and writes, each once. */
  readonly bytes: number;
}

/** How often and how long a kernel ran. */
export interface ProfileRow extends StepDescription {
  readonly calls: number;
  readonly milliseconds: number;
}

/** The ops by name, those that come often once with their number. */
export function describe(
  tasks: readonly Task[],
  writes: readonly Value[],
  shape: readonly number[],
  flops: number,
): StepDescription {
  const counts = new Map<string, number>();
  for (const { op, epilogue } of tasks) {
    const name = `${op.name}${epilogue?.bias ? "·bias" : ""}${epilogue?.relu ? "·relu" : ""}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = [...counts].map(([name, count]) => (count > 1 ? `${count} ${name}` : name));
  const outputs = writes.length > 1 ? ` → ${writes.length} outputs` : "";
  const values = new Set([...writes, ...tasks.flatMap(({ reads }) => reads.map(({ value }) => value))]);
  const own = new Set(tasks.map(({ output }) => output));
  let bytes = 0;
  for (const value of values) if (!own.has(value) || writes.includes(value)) bytes += bytesIn(value.spec);
  return { name: `${names.join("·")}${outputs} [${shape.join(", ")}]`, flops, bytes };
}

export function bytesIn({ dtype, shape }: ValueSpec): number {
  return sizeOf(shape) * bytesOf(dtype);
}

/** Sums rows of one name, and puts the longest first. */
export class ProfileRows {
  readonly #rows = new Map<string, { -readonly [K in keyof ProfileRow]: ProfileRow[K] }>();

  add({ name, flops, bytes }: StepDescription, milliseconds: number): void {
    const row = this.#rows.get(name);
    if (!row) {
      this.#rows.set(name, { name, flops, bytes, calls: 1, milliseconds });
    } else {
      row.calls++;
      row.milliseconds += milliseconds;
      row.flops += flops;
      row.bytes += bytes;
    }
  }

  rows(): ProfileRow[] {
    return [...this.#rows.values()].sort((a, b) => b.milliseconds - a.milliseconds);
  }
}
