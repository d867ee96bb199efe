// Maximum likelihood beside SciPy: fits of 100,000 values, in turns, on one thread. Run after `pnpm build`:
//   node benchmarks/fit.ts [--cases Weibull,Gamma] [--rounds 5] [--count 100000] [--python python3]
// A whole run writes FIT.md.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as stats from "@mebae/stats";
import { Key } from "@mebae/tensor";
import { cases, type FitCase } from "./fit/cases.ts";
import { Scipy } from "./fit/scipy.ts";
import { describeMachine } from "./measure/machine.ts";
import { summarize } from "./measure/statistics.ts";
import { markdown, ratio, time } from "./report/table.ts";

const { values: options } = parseArgs({
  options: {
    cases: { type: "string" },
    rounds: { type: "string", default: "5" },
    count: { type: "string", default: "100000" },
    python: { type: "string", default: "python3" },
  },
});
const rounds = Number(options.rounds);
const count = Number(options.count);
const wanted = options.cases?.split(",");
const chosen = cases.filter(({ family }) => !wanted || wanted.includes(family));

/** Milliseconds of `repeats` fits. */
function timeFits(family: stats.Family, data: Float64Array, repeats: number) {
  const milliseconds: number[] = [];
  let result = stats.fit(family, data);
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    result = stats.fit(family, data);
    milliseconds.push(performance.now() - start);
  }
  return { milliseconds, result };
}

/** One case, both in turns. A fit that takes long is repeated less. */
async function measure(fitCase: FitCase, scipy: Scipy, folder: string) {
  const family = (stats as unknown as Record<string, stats.Family>)[fitCase.family]!;
  const data = family(fitCase.parameters).sample(new Key(1), count);
  const file = join(folder, fitCase.family);
  writeFileSync(file, data);
  let reply = await scipy.fit(fitCase, file, 1);
  const repeats = Math.max(1, Math.min(20, Math.floor(300 / reply.milliseconds[0]!)));
  let mine = timeFits(family, data, 20);
  const times: { mebae: number[][]; scipy: number[][] } = { mebae: [], scipy: [] };
  for (let round = 0; round < rounds; round++) {
    mine = timeFits(family, data, 10);
    times.mebae.push(mine.milliseconds);
    reply = await scipy.fit(fitCase, file, repeats);
    times.scipy.push(reply.milliseconds);
  }
  const [ours, theirs] = [summarize(times.mebae).median, summarize(times.scipy).median];
  return { fitCase, ours, theirs, result: mine.result, logLikelihood: reply.logLikelihood };
}

const scipy = await Scipy.start(options.python);
const folder = mkdtempSync(join(tmpdir(), "mebae-fit-"));
const rows: string[][] = [];
let missed = 0;
try {
  for (const fitCase of chosen) {
    process.stderr.write(`${fitCase.family}\n`);
    const { ours, theirs, result, logLikelihood } = await measure(fitCase, scipy, folder);
    const { bar } = fitCase;
    const held = bar === undefined ? "" : theirs / ours >= bar ? "held" : "MISSED";
    if (held === "MISSED") missed++;
    const gain = result.logLikelihood - logLikelihood;
    // A likelihood below the peer's is no maximum.
    if (gain < -1e-7 * Math.abs(logLikelihood)) missed++;
    rows.push([
      fitCase.family,
      time(ours),
      time(theirs),
      ratio(theirs / ours),
      bar === undefined ? "" : `${bar}×`,
      held,
      Math.abs(gain) < 1e-6 ? "0" : gain.toPrecision(2),
    ]);
  }
} finally {
  scipy.stop();
  rmSync(folder, { recursive: true });
}
const table = markdown(["family", "Mebae", "SciPy", "SciPy / Mebae", "bar", "", "l - SciPy's l"], rows);
const machine = describeMachine();
const text = `# Fits beside SciPy

\`node benchmarks/fit.ts\`: maximum likelihood of ${count.toLocaleString("en")} values, medians of ${rounds} rounds in turns, one thread each.
${machine.CPU}, Node ${machine.Node}, SciPy ${scipy.versions.scipy}, NumPy ${scipy.versions.numpy}.
The bar is SciPy's time over Mebae's: 5 where SciPy has no closed form, 0.5 (not slower than twice) where it has one. The last
column is Mebae's log-likelihood less SciPy's: above 0, SciPy stopped before the maximum.

${table}
`;
console.log(text);
if (!wanted && rounds >= 5) writeFileSync(new URL("FIT.md", import.meta.url), text);
process.exitCode = missed > 0 ? 1 : 0;
