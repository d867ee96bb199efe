// How well learning curves are extrapolated. Run after `pnpm build`:
//   node benchmarks/learningCurves.ts [--development]
// Development curves (learningCurves.py) set the priors and the intervals' width. The eight of shared/data/README.md judge; nothing is
// tuned on them, and --development leaves them alone. A whole run writes LEARNING-CURVES.md, and exits with 1 where a bar is missed.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { developmentCurves, noiseAt } from "./learningCurves/development.ts";
import {
  conformalQuantile,
  errorOf,
  isInside,
  type JudgedCurve,
  judged,
  meanOf,
} from "./learningCurves/judged.ts";
import { theEight } from "./learningCurves/theEight.ts";
import { markdown } from "./report/table.ts";

const { values: options } = parseArgs({ options: { development: { type: "boolean", default: false } } });
const curves = developmentCurves();
const horizons = [2, 4, 9].map((factor) => ({ factor, name: `${{ 2: 2, 4: 5, 9: 10 }[factor]} times` }));
const byHorizon = horizons.map(({ factor }) =>
  curves.flatMap(
    ({ name, points, score, guessing }) => judged(name, points, factor, { score, guessing }) ?? [],
  ),
);

const figures = (name: string, some: readonly JudgedCurve[]) => [
  name,
  String(some.length),
  errorOf(some, ({ predicted }) => predicted).toFixed(2),
  ...[0, 1, 2].map((f) => errorOf(some, ({ families }) => families[f]!).toFixed(2)),
  errorOf(some, ({ last }) => last).toFixed(2),
  `${some.filter(isInside).length} of ${some.length}`,
  halfWidthOf(some).toFixed(2),
  `${some.filter(({ isGainHeld }) => isGainHeld).length}`,
];
const head = [
  "",
  "curves",
  "mean",
  "power law",
  "quadratic",
  "MMF",
  "no change",
  "inside 95 %",
  "half-width",
  "gain inside",
];
const all = byHorizon.flat();
const development = [
  ...horizons.map(({ name }, i) => figures(name, byHorizon[i]!)),
  figures(
    "5 times, accuracy",
    byHorizon[1]!.filter(({ kind }) => kind === "accuracy"),
  ),
  figures(
    "5 times, R²",
    byHorizon[1]!.filter(({ kind }) => kind === "r2"),
  ),
  figures("all", all),
];
const levels = [0.5, 0.8, 0.9, 0.95].map((level) => {
  const held = curves.flatMap(({ name, points, score, guessing }) =>
    horizons.flatMap(({ factor }) => judged(name, points, factor, { score, guessing, level }) ?? []),
  );
  const share = held.filter(isInside).length / held.length;
  const exact = conformalQuantile(
    held.map(({ inHalfWidths }) => inHalfWidths),
    level,
  );
  return [`${100 * level} %`, `${(100 * share).toFixed(1)} %`, exact.toFixed(2)];
});
/** Inside, were the width set on the curves of the other sets alone. */
const insideByOthers = curves
  .flatMap(({ set }, i) => (curves.findIndex((curve) => curve.set === set) === i ? set : []))
  .flatMap((set) => {
    const isOf = ({ name }: JudgedCurve) => name.startsWith(`${set}, `);
    const others = all.filter((curve) => !isOf(curve)).map(({ inHalfWidths }) => inHalfWidths);
    const factor = conformalQuantile(others, 0.95);
    return all.filter(isOf).map(({ inHalfWidths }) => inHalfWidths <= factor);
  });
const noiseSizes = [10, 50, 100, 500, 1000, 5000];
const noise = noiseAt(curves, noiseSizes).map((deviation) => deviation.toFixed(3));
const tables = `${markdown(head, development)}

${markdown(["level", "inside", "width that holds it exactly"], levels)}

Were the width set by split conformal prediction on the other data sets alone (their ${new Set(curves.map(({ set }) => set)).size} one after another left out), ${insideByOthers.filter(Boolean).length} of
${insideByOthers.length} would be inside.

The standard deviation between repeats, on the scale of z, is about 0.32·n^-0.2, which \`extrapolate\` assumes where there are no repeats:

${markdown(
  ["n", ...noiseSizes.map(String)],
  [
    ["measured", ...noise],
    ["0.32·n^-0.2", ...noiseSizes.map((n) => (0.32 * n ** -0.2).toFixed(3))],
  ],
)}`;

if (options.development) {
  console.log(tables);
} else {
  // The same 10,000 test images judge the points and the target: the test part's luck is shared, and no testError given.
  const eight = theEight.map(({ name, points }) => judged(name, points, 5, { guessing: 0.1 })!);
  const error = errorOf(eight, ({ predicted }) => predicted);
  const held = eight.filter(isInside).length;
  const width = halfWidthOf(eight);
  const text = page(eight, error, held, width);
  console.log(text);
  writeFileSync(new URL("LEARNING-CURVES.md", import.meta.url), text);
  process.exitCode = error < 0.8 && held >= 7 && width < 3 ? 0 : 1;
}

function halfWidthOf(some: readonly JudgedCurve[]): number {
  return 100 * meanOf(some.map(({ low, high }) => (high - low) / 2));
}

function page(eight: readonly JudgedCurve[], error: number, held: number, width: number): string {
  const percent = (value: number) => (100 * value).toFixed(1);
  const rows = eight.map(({ name, measured, predicted, families, low, high }) => [
    name,
    percent(measured),
    percent(predicted),
    ...families.map(percent),
    `${percent(low)} to ${percent(high)}`,
  ]);
  return `# Learning curves

\`node benchmarks/learningCurves.ts\`: what \`extrapolate\` says of sizes that were measured, but not shown to it. Errors and widths in points
(of R² in hundredths).

## The eight curves

Fashion-MNIST and MNIST with four methods of scikit-learn, n = 10 to 1000, asked for n = 5000. Mean absolute error **${error.toFixed(2)}** (bar: below
0.8); **${held} of 8** inside the 95 % interval (bar: 7), whose mean half-width is **${width.toFixed(2)}** (bar: below 3). Single families:
${["power law", "quadratic", "MMF"].map((name, f) => `${name} ${errorOf(eight, ({ families }) => families[f]!).toFixed(2)}`).join(", ")}. The same test images judge the points and the target, so the test part's luck is left
out of the interval.

${markdown(["", "measured", "predicted", "power law", "quadratic", "MMF", "95 % interval"], rows)}

## Development curves

${curves.length} curves of \`learningCurves.py\`: other methods, images that the eight never see, parts of their classes, tables and generated data,
three repeats. Each is asked for its largest size (1250 to 5000) from sizes of at most a half, a quarter and a ninth of it. Priors were
set on them, and the width so that 95 % are inside, so their own figures flatter; the eight took no part.

${tables}

"No change" is the last known point. "Width that holds it exactly" is the factor by which split conformal prediction would stretch the
interval: below 1 it is wider than these curves need.
`;
}
