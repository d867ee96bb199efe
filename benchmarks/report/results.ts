import { existsSync, readFileSync } from "node:fs";
import type { Ceilings } from "@mebae/workloads";
import { type GpuResults, gpuText } from "../gpu/results.ts";
import type { Bundle } from "../measure/bundles.ts";
import type { Machine } from "../measure/machine.ts";
import type { Row } from "../measure/result.ts";
import { barsOf, barsTable, verdict } from "./bars.ts";
import { ceilingsText, limitsTable } from "./limits.ts";
import { sections } from "./sections.ts";
import { markdown } from "./table.ts";

export interface Measured {
  readonly machine: Machine;
  readonly ceilings: Ceilings;
  readonly rows: readonly Row[];
  readonly bundles: readonly Bundle[];
}

/** The bars that hold and those that don't, in one sentence. */
export function summary({ rows, bundles }: Measured): string {
  const verdicts = barsOf(rows, bundles).map((bar) => ({ bar, words: verdict(bar) }));
  const held = verdicts.filter(({ words }) => words === "held").length;
  const missed = verdicts.filter(({ words }) => words.startsWith("missed"));
  const list = missed.map(({ bar, words }) => `  ${bar.what}, ${bar.measure}: ${words}`);
  return [
    `${held} of ${verdicts.length} bars held, ${missed.length} missed, the rest not measured`,
    ...list,
  ].join("\n");
}

const gpuFile = new URL("../gpu/results.json", import.meta.url);
const gpuTitle = "## On a GPU";

/** What `node benchmarks/gpu.ts` last found on a card: no run of the CPU's measures it again. */
function gpuSection(): string {
  if (!existsSync(gpuFile)) return "";
  const results = JSON.parse(readFileSync(gpuFile, "utf8")) as GpuResults;
  return `${gpuTitle}\n\nWritten by \`node benchmarks/gpu.ts\`.\n\n${gpuText(results)}`;
}

/** A text of RESULTS.md with the GPU's results as they are now. */
export function withGpu(text: string): string {
  const before = text.includes(gpuTitle) ? text.slice(0, text.indexOf(gpuTitle)) : text;
  return `${before.trimEnd()}\n\n${gpuSection()}`.trimEnd().concat("\n");
}

/** The text of RESULTS.md. */
export function results(measured: Measured): string {
  const { machine, ceilings, rows, bundles } = measured;
  const weights = bundles.map(({ name, bytes }) => [name, `${(bytes / 1000).toFixed(1)} KB`]);
  return withGpu(`# Results

Written by \`pnpm bench\` on ${new Date().toISOString().slice(0, 10)}; README.md beside this file says how to read it. Losing rows are
included.

${sections({ ...machine, ceilings: ceilingsText(ceilings) }, [])}

## Numbers to reach

Ratios of medians in Node.

${barsTable(barsOf(rows, bundles))}

## What limits each row

"least" is what the arithmetic of the contractions takes at the measured peak, or reading and writing inputs, outputs,
parameters and the optimizer's state once, whichever is longer; "dispatch" where that is less than a tenth of the time. A
convolution's arithmetic is that of its definition: Winograd's tiles do with a quarter to a half of it, so that more than
100 % can be reached.

${limitsTable(rows, ceilings)}

## Bundle of an MLP trainer

esbuild, minified, gzip -9.

${markdown(["library", "size"], weights)}

${sections({}, rows)}
`);
}
