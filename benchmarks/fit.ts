// Maximum likelihood beside SciPy: fits of 100,000 values, in turns, on one thread. Run after `pnpm build`:
//   node benchmarks/fit.ts [--cases Weibull,Gamma] [--rounds 5] [--count 100000] [--python python3 --python /usr/bin/python3]
// A Python with SciPy each, one after the other. A whole run writes FIT.md.
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
    python: { type: "string", multiple: true, default: ["python3"] },
  },
});
const rounds = Number(options.rounds);
const count = Number(options.count);
const wanted = options.cases?.split(",");
const chosen = cases.filter(({ family }) => !wanted || wanted.includes(family));

/** Fits for at least `duration` milliseconds, and how long each took. */
function timeFits(family: stats.Family, data: Float64Array, duration: number) {
  const milliseconds: number[] = [];
  let result: stats.FitResult;
  const end = performance.now() + duration;
  do {
    const start = performance.now();
    result = stats.fit(family, data);
    milliseconds.push(performance.now() - start);
  } while (performance.now() < end);
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
  // Until V8 has compiled what it will.
  let mine = timeFits(family, data, 500);
  const times: { mebae: number[][]; scipy: number[][] } = { mebae: [], scipy: [] };
  for (let round = 0; round < rounds; round++) {
    mine = timeFits(family, data, 100);
    times.mebae.push(mine.milliseconds);
    reply = await scipy.fit(fitCase, file, repeats);
    times.scipy.push(reply.milliseconds);
  }
  const [ours, theirs] = [summarize(times.mebae).median, summarize(times.scipy).median];
  return { fitCase, ours, theirs, result: mine.result, logLikelihood: reply.logLikelihood };
}

let missed = 0;

/** One row of the table: times, the bar, and whether one of the two stopped before the maximum. */
function rowOf({
  fitCase,
  ours,
  theirs,
  result,
  logLikelihood,
}: Awaited<ReturnType<typeof measure>>): string[] {
  const { bar } = fitCase;
  const held = bar === undefined ? "" : theirs / ours >= bar ? "held" : "MISSED";
  if (held === "MISSED") missed++;
  const gain = result.logLikelihood - logLikelihood;
  // A likelihood below the peer's is no maximum.
  if (gain < -1e-7 * Math.abs(logLikelihood)) missed++;
  return [
    fitCase.family,
    time(ours),
    time(theirs),
    ratio(theirs / ours),
    bar === undefined ? "" : `${bar}×`,
    held,
    Math.abs(gain) < 1e-6 ? "0" : gain.toPrecision(2),
  ];
}

/** All cases beside the SciPy of one Python. */
async function sectionOf(python: string): Promise<string> {
  const scipy = await Scipy.start(python);
  const folder = mkdtempSync(join(tmpdir(), "mebae-fit-"));
  const rows: string[][] = [];
  try {
    for (const fitCase of chosen) {
      process.stderr.write(`${fitCase.family}\n`);
      rows.push(rowOf(await measure(fitCase, scipy, folder)));
    }
  } finally {
    scipy.stop();
    rmSync(folder, { recursive: true });
  }
  const head = ["family", "Mebae", "SciPy", "SciPy / Mebae", "bar", "", "l - SciPy's l"];
  return `## SciPy ${scipy.versions.scipy}, NumPy ${scipy.versions.numpy}\n\n${markdown(head, rows)}\n`;
}

const sections: string[] = [];
for (const python of options.python) sections.push(await sectionOf(python));
const machine = describeMachine();
const text = `# Fits beside SciPy

\`node benchmarks/fit.ts\`: maximum likelihood of ${count.toLocaleString("en")} values, medians of ${rounds} rounds in turns, one thread each.
${machine.CPU}, Node ${machine.Node}.
The bar is SciPy's time over Mebae's: 5 where SciPy has no closed form, 0.5 (not slower than twice) where it has one. The last
column is Mebae's log-likelihood less SciPy's: above 0, SciPy stopped before the maximum.

${sections.join("\n")}`;
console.log(text);
if (!wanted && rounds >= 5) writeFileSync(new URL("FIT.md", import.meta.url), text);
process.exitCode = missed > 0 ? 1 : 0;
