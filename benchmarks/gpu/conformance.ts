import { conformanceChecks, runChecks } from "@mebae/conformance";
import { gpu } from "@mebae/gpu";

/** Runs the conformance suite: what failed is printed and makes the exit code 1. */
export async function conformance(only: string, dawn: readonly string[]): Promise<unknown> {
  using device = await gpu({ powerPreference: "high-performance", dawn });
  const checks = conformanceChecks(device).filter(({ name }) => name.includes(only));
  const start = performance.now();
  const outcomes = await runChecks(checks, { atOnce: 8 });
  const seconds = (performance.now() - start) / 1e3;
  const failed = outcomes.filter(({ error }) => error !== undefined);
  for (const { check, error } of failed) console.log(`FAILED ${check.name}: ${error!.message.slice(0, 400)}`);
  const kinds = [...new Set(checks.map(({ kind }) => kind))];
  const counts = kinds
    .map((kind) => `${checks.filter((check) => check.kind === kind).length} of ${kind}`)
    .join(", ");
  console.log(
    `conformance: ${counts}; ${failed.length} failed; ${[...device.dtypes].join(", ")}; ${seconds.toFixed(0)} s`,
  );
  if (failed.length > 0) process.exitCode = 1;
  return {
    dtypes: [...device.dtypes],
    checks: outcomes.length,
    failed: failed.map(({ check }) => check.name),
  };
}
