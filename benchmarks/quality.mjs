// The accuracy that `mebae train` reaches on real tables with its default network: five folds, seeds 0 to 4, and ridge
// regression on the same folds. Run after `pnpm build`: node benchmarks/quality.mjs [name of a table]
// Real data are looked for in $MEBAE_SHARED/data, or in ../shared/data beside the repository.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ridgeOnFolds } from "./ridge.mjs";

const root = resolve(import.meta.dirname, "..");
const tables = [process.env.MEBAE_SHARED ?? "", join(root, "../shared")]
  .map((folder) => join(folder, "data/tabular"))
  .find((folder) => existsSync(folder));
if (!tables) {
  console.error("quality: no real data here; MEBAE_SHARED names the folder that holds data/tabular");
  process.exit(1);
}

const bars = [
  { name: "digits", target: "label", metric: "accuracy", bar: 0.97 },
  { name: "iris", target: "species", metric: "accuracy", bar: 0.95 },
  { name: "wine", target: "class", metric: "accuracy", bar: 0.95 },
  { name: "breast_cancer", target: "diagnosis", metric: "accuracy", bar: 0.95 },
  { name: "mpg", target: "mpg", metric: "r2", bar: 0.85 },
  { name: "diabetes", target: "progression", metric: "r2", ridge: true },
];
const seeds = [0, 1, 2, 3, 4];
const run = promisify(execFile);

/** The five folds' figures of one seed. */
async function folds({ name, target, metric }, seed) {
  const out = mkdtempSync(join(tmpdir(), "mebae-quality-"));
  const argv = [
    "train",
    join(tables, `${name}.csv`),
    "--target",
    target,
    "--folds",
    5,
    "--seed",
    seed,
    "--json",
    "--out",
    out,
  ];
  try {
    const { stdout } = await run(process.execPath, [
      join(root, "apps/cli/dist/main.js"),
      ...argv.map(String),
    ]);
    return JSON.parse(stdout.trimEnd().split("\n").at(-1)).folds.map((fold) => fold[metric]);
  } finally {
    rmSync(out, { recursive: true });
  }
}

const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values) =>
  Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)) * (values.length / (values.length - 1)));
const number = (value) => value.toFixed(3);

/** Mean and 95 % interval of paired differences; t of 24 degrees of freedom, folds taken as independent. */
function paired(differences) {
  const half = (2.064 * deviation(differences)) / Math.sqrt(differences.length);
  return { mean: mean(differences), low: mean(differences) - half, high: mean(differences) + half };
}

const rows = [];
for (const item of bars) {
  if (process.argv[2] && process.argv[2] !== item.name) continue;
  const start = performance.now();
  const perSeed = [];
  // Two at a time: the machine has two cores.
  for (let i = 0; i < seeds.length; i += 2)
    perSeed.push(...(await Promise.all(seeds.slice(i, i + 2).map((seed) => folds(item, seed)))));
  const means = perSeed.map(mean);
  let verdict = `bar ${item.bar}: ${mean(means) >= item.bar ? "reached" : "MISSED"}`;
  if (item.ridge) {
    const text = readFileSync(join(tables, `${item.name}.csv`));
    const ridge = seeds.map((seed) => ridgeOnFolds(text, item.name, item.target, seed));
    const {
      mean: d,
      low,
      high,
    } = paired(perSeed.flatMap((values, s) => values.map((v, k) => v - ridge[s][k])));
    verdict = `ridge ${number(mean(ridge.flat()))}; difference ${number(d)}, 95 % from ${number(low)} to ${number(high)}: ${high >= 0 ? "not below" : "BELOW"}`;
  }
  const seconds = (performance.now() - start) / 1000 / (seeds.length / 2);
  rows.push([
    item.name,
    item.metric,
    `${number(mean(means))} ± ${number(deviation(means))}`,
    verdict,
    `${seconds.toFixed(0)} s`,
  ]);
  console.log(rows.at(-1).join(" | "));
}
if (!process.argv[2]) {
  const head =
    "| table | metric | mean of seeds 0–4 ± sd | verdict | a seed takes |\n|---|---|---|---|---|\n";
  const node = `Node ${process.version}, two processes on two cores, ${new Date().toISOString().slice(0, 10)}`;
  const page = `# Quality on tables\n\n\`node benchmarks/quality.mjs\`: \`mebae train FILE --target COLUMN --folds 5 --seed N\`, default network. ${node}.\n\n${head}${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`;
  writeFileSync(join(root, "benchmarks/QUALITY.md"), page);
}
