// Random data sets to scipy.stats.NAME.fit and to Mebae's fit, of every family that SciPy has: whose likelihood is higher? Run after
// `pnpm build`:
//   node benchmarks/differential.ts [--cases 20] [--families Gamma,Cauchy] [--python /usr/bin/python3]
// A whole run writes DIFFERENTIAL.md; it exits with 1 where Mebae's is the lower one by more than 1e-8 of it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as stats from "@mebae/stats";
import { Key } from "@mebae/tensor";
import { cases, type FitCase } from "./fit/cases.ts";
import { Scipy, type ScipyReply } from "./fit/scipy.ts";
import { Random } from "./fuzz/random.ts";
import { truths } from "./fuzz/truths.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({
  options: {
    cases: { type: "string", default: "20" },
    families: { type: "string", default: cases.map(({ family }) => family).join() },
    python: { type: "string", default: "python3" },
  },
});
const count = Number(options.cases);
const families = options.families.split(",");
const tolerance = 1e-8;

/** Bounds that hold the truths, where SciPy asks for bounds. */
const bounds: Readonly<Record<string, FitCase["scipy"]["bounds"]>> = {
  Poisson: { mu: [0, 2000] },
  NegativeBinomial: { n: [0, 2000], p: [0, 1] },
};

/** Where the likelihood is infinite somewhere, SciPy may be on its way there: that is no maximum. */
function isUnbounded({ family }: FitCase, { parameters, logLikelihood }: ScipyReply): boolean {
  if (!Number.isFinite(logLikelihood)) return true;
  const [first, , scale] = parameters as [number, number, number];
  if (family === "GeneralizedExtremeValue") return first >= 1 || first <= -3;
  return family === "StudentT" && (first < 0.05 || scale < 1e-5);
}

interface Tally {
  fits: number;
  higher: number;
  lower: number;
  unbounded: number;
  failed: number;
  /** Of Mebae's log-likelihood less SciPy's, relative to it. */
  least: number;
  most: number;
}

async function compare(fitCase: FitCase, scipy: Scipy, folder: string): Promise<Tally> {
  const tally: Tally = { fits: 0, higher: 0, lower: 0, unbounded: 0, failed: 0, least: Infinity, most: 0 };
  const family = (stats as unknown as Record<string, stats.Family>)[fitCase.family]!;
  for (let i = 0; i < count; i++) {
    const name = `${fitCase.family}:${i}:scipy`;
    const from = new Random(name);
    const truth = truths[fitCase.family]!(from);
    const size = Math.round(from.logBetween(5, 500));
    const data = family(truth).sample(new Key(Math.floor(from.uniform() * 2 ** 31)), size);
    let mine: stats.FitResult;
    try {
      mine = stats.fit(family, data);
    } catch {
      // Values that round to an end of the domain, such as 1 of a beta distribution.
      tally.failed++;
      continue;
    }
    const file = join(folder, "data");
    writeFileSync(file, data);
    let reply: ScipyReply;
    try {
      reply = await scipy.fit(fitCase, file, 1);
    } catch {
      tally.failed++;
      continue;
    }
    if (mine.status.kind === "degenerate" || isUnbounded(fitCase, reply)) {
      tally.unbounded++;
      continue;
    }
    tally.fits++;
    const gain = (mine.logLikelihood - reply.logLikelihood) / Math.max(1, Math.abs(reply.logLikelihood));
    tally.least = Math.min(tally.least, gain);
    tally.most = Math.max(tally.most, gain);
    if (gain > tolerance) tally.higher++;
    if (!(gain >= -tolerance)) {
      tally.lower++;
      const ends = [JSON.stringify(mine.parameters), mine.status.kind, JSON.stringify(reply.parameters)];
      console.log(`${name} lower (n = ${size}): ${mine.logLikelihood} < ${reply.logLikelihood}`, ...ends);
    }
  }
  return tally;
}

const scipy = await Scipy.start(options.python);
const folder = mkdtempSync(join(tmpdir(), "mebae-differential-"));
const rows: string[][] = [];
let lower = 0;
try {
  for (const fitCase of cases.filter(({ family }) => families.includes(family))) {
    const within = bounds[fitCase.family];
    const asked = { ...fitCase, scipy: { ...fitCase.scipy, ...(within && { bounds: within }) } };
    const tally = await compare(asked, scipy, folder);
    lower += tally.lower;
    const numbers = [tally.fits, tally.lower, tally.higher, tally.unbounded, tally.failed];
    const gains = [tally.least, tally.most].map((gain) =>
      Math.abs(gain) < tolerance ? "0" : gain.toPrecision(2),
    );
    rows.push([fitCase.family, ...numbers.map(String), ...gains]);
  }
} finally {
  scipy.stop();
  rmSync(folder, { recursive: true });
}
const head = ["family", "fits", "lower", "higher", "unbounded", "refused", "least gain", "greatest gain"];
const text = `# Likelihoods beside SciPy's

\`node benchmarks/differential.ts\`: ${count} random data sets of each family, of 5 to 500 values, to \`scipy.stats.NAME.fit\` (location fixed where
Mebae's family has none, \`scipy.stats.fit\` with bounds for counts) and to Mebae's \`fit\`. SciPy ${scipy.versions.scipy}, NumPy ${scipy.versions.numpy}. A gain is
Mebae's log-likelihood less SciPy's, relative to it, 0 below ${tolerance}; lower and higher count what is beyond that. Unbounded are those where
Mebae says that there is no maximum, or where SciPy is on its way to an infinite likelihood.

${markdown(head, rows)}
`;
console.log(text);
if (families.length === cases.length && count >= 20)
  writeFileSync(new URL("DIFFERENTIAL.md", import.meta.url), text);
process.exitCode = lower > 0 ? 1 : 0;
