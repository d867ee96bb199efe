import { type Check, conformanceChecks, runChecks } from "@mebae/conformance";
import { afterAll, describe, expect } from "vitest";
import { commands } from "vitest/browser";
import { compareTraining, picturesNeeded } from "../gpu/smallCnn.js";
import { device, gpuTest } from "./device.js";

afterAll(() => device?.dispose());

const all = device ? conformanceChecks(device, { layouts: "in turn" }) : [];
const kinds = ["values", "gradients", "second gradients", "compiled gradients"] as const;

const least = { values: 130, gradients: 100, "second gradients": 60, "compiled gradients": 100 };

/** One check an op, its layouts in turn: Node, whose engine is the same, runs all of them. */
function oneAnOp(checks: readonly Check[]): Check[] {
  const byOp = new Map<string, Check>();
  for (const check of checks) {
    const op = check.name.split(" ")[0]!;
    if (!byOp.has(op)) byOp.set(op, check);
  }
  return [...byOp.values()];
}

describe.each(kinds)("the GPU in a page: %s of each op", (kind) => {
  const checks = oneAnOp(all.filter((check) => check.kind === kind));

  gpuTest("are the reference's", { timeout: 600_000 }, async () => {
    const outcomes = await runChecks(checks);
    expect(outcomes.flatMap(({ error }) => (error ? [error.message] : []))).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(least[kind]);
  });
});

gpuTest("the page's engine uses the subgroups that its browser has", async () => {
  const adapter = await navigator.gpu.requestAdapter();
  const has = adapter!.features.has("subgroups") && navigator.gpu.wgslLanguageFeatures.has("subgroup_id");
  expect(device!.features.has("subgroups")).toBe(has);
  console.log(`${device!.adapter}: ${has ? "subgroups" : "no subgroups"} in a page`);
});

gpuTest(
  "the small CNN learns Fashion-MNIST as on the CPU: losses within 1e-3, gradients within 1e-4",
  { timeout: 600_000 },
  async (context) => {
    const found = await commands.fashionMnist(picturesNeeded);
    if (!found) return context.skip("no real data sets in shared/ or ../shared");
    const pictures = { images: Uint8Array.from(found.images), labels: found.labels };
    const { losses, gradients } = await compareTraining(device!, pictures);
    expect(losses.length).toBe(20);
    for (const [expected, learned] of losses) expect(Math.abs(learned - expected)).toBeLessThan(1e-3);
    expect(gradients.size).toBe(12);
    for (const [name, error] of gradients) expect(error, name).toBeLessThan(1e-4);
  },
);
