// Random data sets of every family, weighted, censored, truncated, of any unit: is anything higher than the maximum that a fit
// names? Run after `pnpm build`:
//   node benchmarks/fuzz.ts [--cases 60] [--families Gamma,Cauchy] [--only Gamma:17]
// A whole run writes FUZZ.md, and lists what is wrong by the name from which it can be drawn again; it exits with 1 where a
// fit says that it converged at something lower.
import { parseArgs } from "node:util";
import { drawCase } from "./fuzz/cases.ts";
import { truths } from "./fuzz/truths.ts";
import { verdictOn } from "./fuzz/verdict.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({
  options: {
    cases: { type: "string", default: "60" },
    families: { type: "string", default: Object.keys(truths).join() },
    only: { type: "string" },
  },
});
const count = Number(options.cases);

if (options.only) {
  const data = drawCase(options.only)!;
  console.log(data, verdictOn(data));
  process.exit();
}

const columns = ["converged", "boundary", "degenerate", "notIdentifiable", "notConverged"];
const faults = ["lower", "missed", "noErrors", "thrown"];
const rows: string[][] = [];
for (const family of options.families.split(",")) {
  const tally = new Map<string, number>();
  const add = (key: string) => tally.set(key, (tally.get(key) ?? 0) + 1);
  for (let i = 0; i < count; i++) {
    const data = drawCase(`${family}:${i}`);
    if (!data) continue;
    const { status, fault, text } = verdictOn(data);
    add("cases");
    add(status);
    if (fault) add(fault);
    if (fault || status === "notConverged")
      console.log(`${data.name} ${fault ?? status} (${data.way}, n = ${data.lower.length}): ${text}`);
  }
  rows.push([family, ...["cases", ...columns, ...faults].map((key) => `${tally.get(key) ?? 0}`)]);
}
console.log(markdown(["family", "cases", ...columns, ...faults], rows));
