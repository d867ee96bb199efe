// How often 95 % intervals cover the truth: 2,000 samples of 200 values from each family. Run after `pnpm build`:
//   node benchmarks/coverage.ts [--cases Weibull,Gamma] [--simulations 2000] [--count 200]
// A whole run writes COVERAGE.md; it exits with 1 where a regular parameter's coverage leaves 93 to 97 %.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as stats from "@mebae/stats";
import { Key } from "@mebae/tensor";
import { coverageCases } from "./fit/coverageCases.ts";
import { coverageOf } from "./fit/coverageOf.ts";
import { coverageOfRows, rowCases } from "./fit/coverageRows.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({
  options: {
    cases: { type: "string" },
    simulations: { type: "string", default: "2000" },
    count: { type: "string", default: "200" },
  },
});
const simulations = Number(options.simulations);
const count = Number(options.count);
// Of 2,000 figures like a mixture's fifteen one or another leaves 93 to 97 % by chance; rows fit fast enough for twice as sure ones.
const rowSimulations = 4 * simulations;
const wanted = options.cases?.split(",");

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const rows: string[][] = [];
let missed = 0;
for (const { family, parameters } of coverageCases) {
  if (wanted && !wanted.includes(family)) continue;
  const made = (stats as unknown as Record<string, stats.Family>)[family]!;
  const start = performance.now();
  const coverage = coverageOf(made, parameters, { simulations, count, key: new Key(20) });
  process.stderr.write(`${family}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  for (const { name, wald, profile, without } of coverage) {
    const held = [wald, profile].every((share) => share >= 0.93 && share <= 0.97);
    if (!held) missed++;
    const mark = held ? "" : "outside";
    rows.push([
      family,
      name,
      String(parameters[name]),
      percent(profile),
      percent(wald),
      String(without),
      mark,
    ]);
  }
}
for (const rowCase of rowCases) {
  const { family } = rowCase;
  if (wanted && !wanted.includes(family)) continue;
  const start = performance.now();
  const coverage = coverageOfRows(rowCase, { simulations: rowSimulations, count, key: new Key(20) });
  process.stderr.write(`${family}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  for (const { name, truth, wald, profile, without } of coverage) {
    const held = [wald, profile ?? wald].every((share) => share >= 0.93 && share <= 0.97);
    if (!held) missed++;
    rows.push([
      family,
      name,
      String(truth),
      profile === undefined ? "-" : percent(profile),
      percent(wald),
      String(without),
      held ? "" : "outside",
    ]);
  }
}
const head = ["family", "parameter", "truth", "profile", "Wald", "without a maximum", ""];
const text = `# Coverage of intervals

\`node benchmarks/coverage.ts\`: the share of ${simulations.toLocaleString("en")} samples of ${count} values whose 95 % interval holds the true
parameter, by the profile likelihood and by Wald's approximation (on the logarithm of positive parameters, the logit of shares).
Its own standard error is ${percent(Math.sqrt((0.95 * 0.05) / simulations))}. Samples whose likelihood has no maximum inside count as not covered.
The last four families are of rows, with ${rowSimulations.toLocaleString("en")} samples each; of them only Categorical has a profile. Of the Gaussian mixture's first
2,000, 92.95 % held \`means[1][1]\` (93.1 % with the components of the rows known), and of 2,000 under each of three other keys 95.1 to 95.6 %.

${markdown(head, rows)}
`;
console.log(text);
if (!wanted && simulations >= 2000) writeFileSync(new URL("COVERAGE.md", import.meta.url), text);
process.exitCode = missed > 0 ? 1 : 0;
