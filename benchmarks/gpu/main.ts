import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { gpu } from "@mebae/gpu";
import { openCard } from "./card.ts";
import { conformance, shardOfConformance } from "./conformance.ts";
import { jaxProducts } from "./jax.ts";
import { operationRows } from "./operations.ts";
import { type GpuResults, gpuText } from "./results.ts";
import { stepRows } from "./steps.ts";

const { values: options } = parseArgs({
  options: {
    json: { type: "string" },
    only: { type: "string", default: "" },
    parts: { type: "string", default: "operations,steps,conformance,jax" },
    dawn: { type: "string", default: "" },
    shard: { type: "string" },
  },
});
const dawn = options.dawn.split(",").filter(Boolean);

async function peaks(): Promise<GpuResults["ceilings"]> {
  using device = await gpu({ powerPreference: "high-performance", dawn });
  const { gflops, bandwidth } = await device.ceilings();
  return { gflops, gigabytes: bandwidth[0].gigabytes };
}

/** Checks all and, on a card, times it. */
async function main(): Promise<void> {
  const parts = options.parts.split(",");
  const card = await openCard(dawn);
  const { isSoftware } = card;
  console.log(`adapter: ${card.name}${isSoftware ? " (software: checked, not timed)" : ""}`);
  let results: GpuResults = { date: new Date().toISOString().slice(0, 10), adapter: card.name, dawn };
  if (!isSoftware) results = { ...results, ceilings: await peaks() };
  if (parts.includes("operations")) {
    const { checked, rows, torch } = await operationRows(card, options.only);
    console.log(`checked: ${checked} operations, elements all over each against float64`);
    results = { ...results, torch, operations: rows };
  }
  await card.device.queue.onSubmittedWorkDone();
  if (parts.includes("steps")) {
    results = { ...results, steps: await stepRows(!isSoftware, dawn) };
    console.log("checked: the first losses of each step are the CPU's within 1e-3");
  }
  if (parts.includes("jax") && !isSoftware) results = { ...results, jax: await jaxProducts(dawn) };
  if (parts.includes("conformance")) {
    results = { ...results, conformance: await conformance(options.only, dawn, isSoftware ? 1 : 8) };
    if (results.conformance!.failed.length > 0) process.exitCode = 1;
  }
  console.log(gpuText(results));
  if (options.json) writeFileSync(options.json, JSON.stringify(results, null, 2));
}

await (options.shard ? shardOfConformance(options.shard, options.only, dawn) : main());
process.exit(process.exitCode ?? 0);
