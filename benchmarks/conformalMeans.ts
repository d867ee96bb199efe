// The mean coverage of conformal sets over many batches of 1000 calibration sets, beside [1-α, 1-α+1/(n+1)]. Run after `pnpm build`,
// with the folder that holds Fashion-MNIST's four .gz files:
//   node benchmarks/conformalMeans.ts --data FOLDER [--batches 200]
// Writes CONFORMAL-MEANS.md; exits with 1 where the mean of all batches lies outside or more than 3.3 standard errors off.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  type BatchMean,
  batchCells,
  freshBatches,
  judgeBatches,
  rankBatches,
  setBatches,
} from "./conformal/batches.ts";
import { freshCases, nameOf, poolOf, resplitCases } from "./conformal/cases.ts";
import { fashionImages, logisticOutcomes } from "./conformal/fashionOutcomes.ts";
import { meanOfAllSplits, trueScores } from "./conformal/resplitMean.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({
  options: { data: { type: "string" }, batches: { type: "string", default: "200" } },
});
if (!options.data) throw new Error("--data: expected the folder of Fashion-MNIST's .gz files");
const batches = Number(options.batches);
/** Sets that are drawn have no ranks to count by, and fresh draws no set to draw from: both take longer. */
const fewer = { sets: Math.ceil(batches / 10), fresh: Math.ceil(batches / 2) };
const size = 1000;
const pool = poolOf(logisticOutcomes(await fashionImages(options.data)));
const sorted = trueScores(pool);
const rounded = trueScores({
  ...pool,
  probabilities: Float64Array.from(pool.probabilities, (p) => Math.round(100 * p) / 100),
});

let broken = 0;
const rows: string[][] = [];
const add = (name: string, n: number, alpha: number, of: readonly BatchMean[], all?: number) => {
  const judged = judgeBatches(of, { n, alpha, size });
  if (judged.isBroken) broken++;
  const should = `[${(1 - alpha).toFixed(3)}, ${(1 - alpha + 1 / (n + 1)).toFixed(5)}]`;
  rows.push([name, `${n}`, `${alpha}`, should, ...batchCells(judged), `${of.length}`, all?.toFixed(6) ?? ""]);
  process.stderr.write(`${rows.at(-1)!.join(" | ")}\n`);
};
resplitCases.forEach((each, i) => {
  const { n, alpha, randomized } = each;
  const seed = 140 + i;
  if (randomized) add(nameOf(each), n, alpha, setBatches(pool, each, { batches: fewer.sets, size, seed }));
  else {
    const of = rankBatches(pool, each, { batches, size, seed });
    add(nameOf(each), n, alpha, of, meanOfAllSplits(sorted, n, alpha));
  }
});
freshCases.forEach(({ method, n, alpha }, i) => {
  const of = freshBatches(method, n, alpha, { batches: fewer.fresh, size, seed: 160 + i });
  add(`${method}, fresh draws`, n, alpha, of);
});

const text = `# The mean coverage of conformal sets, many times over

\`node benchmarks/conformalMeans.ts --data FOLDER\`: the cases of [CONFORMAL.md](CONFORMAL.md) with other keys, in batches of ${size.toLocaleString("en")}
calibration sets each. Over 1000 random re-splits the mean coverage should lie in [1-α, 1-α+1/(n+1)].

Over all re-splits it does, exactly: k/(n+1), k = ⌈(n+1)(1-α)⌉, lies inside. The mean of 1000 of them is nearly normal about k/(n+1),
for n = 1000 and α = 0.1 only 0.0001 above the lower end, while the standard error is √(α(1-α)/(n+2)/1000) = 0.0003. So a single batch falls
outside with a probability that the law gives, though nothing is wrong: "expected inside" is what it lets expect, "batches inside"
what was found.

${markdown(["scores", "n", "α", "should lie in", "mean of all batches", "± s.e.", "", "z", "batches inside", "expected inside", "batches", "all splits"], rows)}

- "Mean of all batches" lies inside in ${rows.filter((row) => row[6] === "inside").length} of ${rows.length} cases; z is its distance from k/(n+1) in standard errors.
- "All splits" has no random number in it: the mean over every way to draw n of the ${sorted.length.toLocaleString("en")} images at once, Σᵢ P(H ≤ k-1)/N with H
  hypergeometric in the rank of image i (\`conformal/resplitMean.ts\`). These scores have no ties, and it is k/(n+1).
- Ties only cover more often: probabilities rounded to two digits leave ${new Set(rounded).size} different scores, and n = 1000 at α = 0.1 then covers
  ${meanOfAllSplits(rounded, 1000, 0.1).toFixed(6)} in the mean of all splits, instead of 0.900100.
- "lac" is counted by ranks; the first hundred re-splits of each case are counted by sets too, and have to agree. "aps" and "raps" draw, so that
  their sets are counted, on 1,000 of the other images each. Fresh draws are as in CONFORMAL.md.
`;
writeFileSync(new URL("CONFORMAL-MEANS.md", import.meta.url), text);
process.exitCode = broken > 0 ? 1 : 0;
