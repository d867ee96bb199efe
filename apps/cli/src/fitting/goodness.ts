import { type FitResult, type GoodnessOfFit, type GoodnessTest, goodnessSteps } from "@mebae/stats";
import { Key, MebaeError } from "@mebae/tensor";
import type { Io } from "../io.js";
import { figure } from "./figures.js";
import { type Enough, followSteps } from "./followSteps.js";

export interface Goodness {
  readonly tests?: GoodnessOfFit;
  /** Why there are none. */
  readonly reason?: string;
  readonly interrupted: boolean;
}

/** What the tests are called. */
export const testNames = {
  andersonDarling: "Anderson-Darling A²",
  cramerVonMises: "Cramér-von Mises W²",
  kolmogorovSmirnov: "Kolmogorov-Smirnov D",
  chiSquared: "Pearson χ²",
} as const;

const roundCounts = [999, 499, 199, 99, 49];
const fewest = 19;
/** Seconds that refits may take unless their number is asked for. */
const patience = 3;
/** The first refits are slowed by compilation. */
const warmUp = 3;

/** As many refits as some seconds allow, a round number that the quickest so far tells. */
export function enoughInSeconds(most: number): Enough {
  let chosen: number | undefined;
  return (done, seconds) => {
    if (chosen === undefined && (done >= warmUp || done * seconds > patience / 4))
      chosen = roundCounts.find((count) => count <= most && count * seconds <= patience) ?? fewest;
    return chosen ?? most;
  };
}

/** The goodness of a fit by `resamples` refits, or by as many as some seconds allow. */
export async function goodnessOf(
  result: FitResult,
  { io, seed, resamples }: { readonly io: Io; readonly seed: number; readonly resamples: number | undefined },
): Promise<Goodness> {
  try {
    const most = resamples ?? roundCounts[0]!;
    const enough = resamples === undefined ? enoughInSeconds(most) : () => resamples;
    const steps = goodnessSteps(result, { resamples: most, key: new Key(seed) });
    const followed = await followSteps(steps, { io, label: "goodness of fit", enough });
    return { tests: followed.result, interrupted: followed.interrupted };
  } catch (error) {
    if (!(error instanceof MebaeError)) throw error;
    return { reason: error.message.replace(/^goodnessOfFit of \S+: /, ""), interrupted: false };
  }
}

/** The tests that were made, by name, those first that see most. */
function testsOf(tests: GoodnessOfFit): (readonly [name: string, test: GoodnessTest])[] {
  return Object.entries(testNames).flatMap(([name, called]) => {
    const test = tests[name as keyof typeof testNames];
    return test ? [[called, test] as const] : [];
  });
}

/** The verdict in one sentence, by the test that sees tails as well as the middle. */
export function goodnessSentence(name: string, { tests, reason }: Goodness): string {
  if (!tests) return `No goodness of fit: ${reason}.`;
  // A support's end at a value makes A² infinite for any data: then the next one judges.
  const all = testsOf(tests);
  const [called, { pValue }] = all.find(([, { statistic }]) => Number.isFinite(statistic)) ?? all[0]!;
  const p = `${called.replace(/ \S+$/, "")} p = ${shownP(pValue)}, ${tests.resamples} refits`;
  if (tests.resamples < fewest) return `Too few refits to say whether ${name} fits (${p}).`;
  // With 19 refits the least p is 0.05 itself, at which a test of this kind has exactly that level.
  if (pValue > 0.05) return `No sign against ${name} (${p}).`;
  return `${name} doesn't fit: hardly any data that come from it are as far off (${p}).`;
}

/** The tests as rows of a table. */
export function testRows(tests: GoodnessOfFit): string[][] {
  return testsOf(tests).map(([called, { statistic, pValue }]) => [
    called,
    Number.isFinite(statistic) ? statistic.toPrecision(4) : figure(statistic),
    shownP(pValue),
  ]);
}

function shownP(p: number): string {
  return p < 0.001 ? p.toExponential(1) : p.toPrecision(2);
}
