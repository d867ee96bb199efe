// Whether p-values of goodness of fit are uniform where the family is right: run after `pnpm build`:
//   node benchmarks/goodness.ts [--simulations 400] [--resamples 99]
// A whole run writes GOODNESS.md; it exits with 1 where p < 0.05 happens in less than 2 % or more than 8 % of the simulations.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Gamma, NegativeBinomial, Poisson, Weibull } from "@mebae/stats";
import { Key } from "@mebae/tensor";
import { pValuesOf } from "./fit/pValuesOf.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({
  options: {
    simulations: { type: "string", default: "400" },
    resamples: { type: "string", default: "99" },
  },
});
const simulations = Number(options.simulations);
const resamples = Number(options.resamples);
const truths = [
  Gamma({ shape: 2, scale: 3 }),
  Weibull({ shape: 1.5, scale: 4 }),
  Poisson({ rate: 4 }),
  NegativeBinomial({ size: 2, mean: 5 }),
];

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const rows: string[][] = [];
let missed = 0;
for (const truth of truths)
  for (const count of [30, 200]) {
    const found = pValuesOf(truth, { simulations, count, resamples, key: new Key(30) });
    for (const [test, values] of Object.entries(found)) {
      const below = (level: number) => values.filter((value) => value <= level).length / values.length;
      if (below(0.05) < 0.02 || below(0.05) > 0.08) missed++;
      rows.push([`${truth}`, String(count), test, ...[0.05, 0.1, 0.5].map((level) => percent(below(level)))]);
    }
  }
const text = `# Goodness of fit under the null

\`node benchmarks/goodness.ts\`: the share of ${simulations} samples drawn from the family itself whose p-value, by ${resamples} refits, is at
most 5, 10 and 50 %. Uniform p-values give these shares, up to ${percent(Math.sqrt((0.05 * 0.95) / simulations))}, ${percent(Math.sqrt((0.1 * 0.9) / simulations))} and ${percent(0.5 / Math.sqrt(simulations))} (one standard error).

${markdown(["truth", "values", "test", "p ≤ 5 %", "p ≤ 10 %", "p ≤ 50 %"], rows)}
`;
console.log(text);
if (simulations >= 400) writeFileSync(new URL("GOODNESS.md", import.meta.url), text);
process.exitCode = missed > 0 ? 1 : 0;
