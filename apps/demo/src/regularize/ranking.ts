import type { Standing } from "./reports.js";
import type { Method } from "./setup.js";

/** The best on new examples first; the smaller test loss decides where accuracies are alike. */
export function ranked(standings: readonly Standing[]): readonly Standing[] {
  return [...standings].sort(
    ({ scores: a }, { scores: b }) => b.testAccuracy - a.testAccuracy || a.testLoss - b.testLoss,
  );
}

/** What differs by less than one in a hundred is taken for alike: that much is luck of the test examples. */
const alike = 0.01;

/** How the remedies did beside none. */
export interface Verdict {
  readonly best: Standing;
  readonly nothing: Standing;
  readonly better: readonly Method[];
  readonly alike: readonly Method[];
  readonly worse: readonly Method[];
}

export function verdictOf(standings: readonly Standing[]): Verdict {
  const order = ranked(standings);
  const nothing = order.find(({ method }) => method === "nothing")!;
  const remedies = order.filter((standing) => standing !== nothing);
  const gain = ({ scores }: Standing) => scores.testAccuracy - nothing.scores.testAccuracy;
  const those = (isSo: (gain: number) => boolean) =>
    remedies.filter((standing) => isSo(gain(standing))).map(({ method }) => method);
  return {
    best: order[0]!,
    nothing,
    better: those((by) => by >= alike),
    alike: those((by) => Math.abs(by) < alike),
    worse: those((by) => by <= -alike),
  };
}

/** Mean, and its standard error s/√n; of one value the error is unknown. */
export function meanOf(values: readonly number[]): { mean: number; error: number | undefined } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: n > 1 ? Math.sqrt(squares / (n - 1) / n) : undefined };
}
