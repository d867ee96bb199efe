import { spawn } from "node:child_process";
import { conformanceChecks, runChecks } from "@mebae/conformance";
import { gpu } from "@mebae/gpu";
import type { Conformance } from "./results.ts";

/** What a shard's process prints as its last line. */
interface ShardResult {
  readonly dtypes: readonly string[];
  readonly counts: Record<string, number>;
  readonly failed: readonly string[];
}

/** What runs: checks whose name has a part, of float16 or of everything else. */
export interface Choice {
  readonly only: string;
  readonly float16: boolean;
  readonly dawn: readonly string[];
}

/** Runs every n-th check of the conformance suite, `k/n`, and prints what failed, and the numbers as a line of JSON. */
export async function shardOfConformance(shard: string, { only, float16, dawn }: Choice): Promise<void> {
  const [k, n] = shard.split("/").map(Number) as [number, number];
  using device = await gpu({ powerPreference: "high-performance", dawn });
  const checks = conformanceChecks(device)
    .filter(({ name }) => name.includes(only) && name.includes("float16") === float16)
    .filter((_, i) => i % n === k);
  const outcomes = await runChecks(checks, { atOnce: 8 });
  const counts: Record<string, number> = {};
  for (const { kind } of checks) counts[kind] = (counts[kind] ?? 0) + 1;
  const failed = outcomes.flatMap(({ check, error }) => (error ? [{ check, error }] : []));
  for (const { check, error } of failed) console.log(`FAILED ${check.name}: ${error.message.slice(0, 400)}`);
  const result: ShardResult = {
    dtypes: [...device.dtypes].filter((dtype) => (dtype === "float16") === float16),
    counts,
    failed: failed.map(({ check }) => check.name),
  };
  console.log(JSON.stringify(result));
}

/** Runs the conformance suite in so many processes; what failed is printed. */
export async function conformance(choice: Choice, processes: number): Promise<Conformance> {
  const start = performance.now();
  const shards = await Promise.all(
    Array.from({ length: processes }, (_, k) => runShard(`${k}/${processes}`, choice)),
  );
  const counts: Record<string, number> = {};
  for (const shard of shards)
    for (const [kind, count] of Object.entries(shard.counts)) counts[kind] = (counts[kind] ?? 0) + count;
  return {
    dtypes: shards.find(({ dtypes }) => dtypes.length > 0)?.dtypes ?? [],
    counts,
    failed: shards.flatMap(({ failed }) => failed),
    seconds: (performance.now() - start) / 1e3,
  };
}

/** A process that dies is a failure of its shard. */
function runShard(shard: string, { only, float16, dawn }: Choice): Promise<ShardResult> {
  const part = float16 ? "float16" : "conformance";
  const flags = ["--part", part, "--shard", shard, "--only", only, "--dawn", dawn.join()];
  const child = spawn(process.execPath, [import.meta.filename, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      const lines = output.trim().split("\n");
      try {
        resolve(JSON.parse(lines.at(-1)!));
        lines.pop();
      } catch {
        const failed = [`shard ${shard}, whose process ended with ${signal ?? code}`];
        resolve({ dtypes: [], counts: {}, failed });
      }
      if (lines.length > 0) console.log(lines.join("\n"));
    });
  });
}
