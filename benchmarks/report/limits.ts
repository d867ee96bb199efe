import { type Ceilings, leastMilliseconds } from "@mebae/workloads";
import type { Row } from "../measure/result.ts";
import { markdown, time } from "./table.ts";

/** Below this share of the time neither arithmetic nor memory explains it: what is left is calls and JavaScript. */
const explained = 0.1;

export interface Limit {
  /** What bounds the row from below. */
  readonly by: "arithmetic" | "memory" | "dispatch";
  /** The least milliseconds that arithmetic and memory allow. */
  readonly least: number;
  /** That, over the time it took. */
  readonly reached: number;
}

/** What limits a row: its arithmetic at the measured peak, the bytes that it can't avoid, or neither. */
export function limitOf({ work, threads }: Row, milliseconds: number, ceilings: Ceilings): Limit {
  const { arithmetic, memory } = leastMilliseconds(ceilings, work, threads);
  const least = Math.max(arithmetic, memory);
  const reached = least / milliseconds;
  if (reached < explained) return { by: "dispatch", least, reached };
  return { by: arithmetic >= memory ? "arithmetic" : "memory", least, reached };
}

/** For each of Mebae's rows in Node. */
export function limitsTable(rows: readonly Row[], ceilings: Ceilings): string {
  const lines = rows
    .filter(({ where }) => where === "node")
    .flatMap((row) => {
      const milliseconds = row.cells.find(({ contestant }) => contestant === "mebae")?.time?.median;
      if (milliseconds === undefined) return [];
      const { by, least, reached } = limitOf(row, milliseconds, ceilings);
      const gflops = row.work.flops > 0 ? (row.work.flops / milliseconds / 1e6).toPrecision(3) : "";
      return [
        [
          row.work.name,
          `${row.threads}`,
          time(milliseconds),
          gflops,
          time(least),
          by,
          `${Math.round(reached * 100)} %`,
        ],
      ];
    });
  return markdown(["case", "threads", "mebae", "GFLOP/s", "least", "limited by", "reached"], lines);
}

export function ceilingsText({ gflops, bandwidth }: Ceilings): string {
  const places = bandwidth.map(({ place, gigabytes }) => `${place} ${gigabytes.toFixed(0)} GB/s`);
  return `${gflops.toFixed(1)} GFLOP/s a core in float32 (128-bit SIMD); ${places.join(", ")}`;
}
