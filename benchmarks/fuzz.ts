// Random data sets of every family, weighted, censored, truncated, of any unit: is anything higher than the maximum that a fit
// names? Run after `pnpm build`:
//   node benchmarks/fuzz.ts [--cases 25] [--families Gamma,Cauchy] [--only Gamma:17]
// A whole run writes FUZZ.md, and lists what is wrong by the name from which it can be drawn again; it exits with 1 where a
// fit says that it converged at something lower.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { drawCase } from "./fuzz/cases.ts";
import { truths } from "./fuzz/truths.ts";
import { verdictOn } from "./fuzz/verdict.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({
  options: {
    cases: { type: "string", default: "25" },
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
const faults = ["lower", "short", "missed", "noErrors", "thrown"];
const rows: string[][] = [];
const listed: string[] = [];
const began = performance.now();
let lower = 0;
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
    if (fault === "lower") lower++;
    if (!fault && status !== "notConverged") continue;
    listed.push(`${data.name}, ${fault ?? status} (${data.way}, n = ${data.lower.length}): ${text}`);
    process.stderr.write(`${listed.at(-1)}\n`);
  }
  rows.push([family, ...["cases", ...columns, ...faults].map((key) => `${tally.get(key) ?? 0}`)]);
}
const seconds = ((performance.now() - began) / 1000).toFixed(0);
const text = `# Is anything higher than the maximum?

\`node benchmarks/fuzz.ts --cases ${count}\`, ${seconds} s: random parameters of each family, 2 to 500 values drawn from them, weighted or not, censored from the right, the left, by
intervals or all of these, truncated from below, above or on both sides, a parameter fixed or none, in units from 1e-200 to 1e200. Beside each fit six
simplex searches (Nelder & Mead) climb the log-likelihood, written by the distributions' public functions alone, from the truth, from
the fit and from random places about both.

- **lower**: the fit names a maximum or a limit, and a search ended higher, by more than 1e-6 of log-likelihood.
- **short**: the same of a limit, by less than 1e-3, where the search found no maximum inside either: the fit's parameters are on the way to a
  limit, not at it.
- **missed**: the fit says that the likelihood is unbounded or degenerate, and there is a maximum inside.
- **no errors**: a maximum whose regular parameters have no standard errors.
- **not converged** is no fault: the status says that the fit is none, and why.

The likelihoods of extreme values and Student's t are infinite where exact values are (near an end of the support; about a value, as degrees of freedom
and scale go to 0): what counts are maxima away from there, here as in \`fit\`.

${markdown(["family", "cases", ...columns, ...faults], rows)}
${listed.length > 0 ? `\n${listed.map((line) => `- ${line}`).join("\n")}\n` : ""}`;
console.log(text);
const isWhole = options.families === Object.keys(truths).join() && count >= 20;
if (isWhole) writeFileSync(new URL("FUZZ.md", import.meta.url), text);
process.exitCode = lower > 0 ? 1 : 0;
