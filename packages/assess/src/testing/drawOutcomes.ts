import { Generator } from "@mebae/tensor";
import { softmaxRows } from "@mebae/training";
import fixture from "../assess.fixture.json" with { type: "json" };

/** The outcomes that scripts/assess_fixture.py judged with scikit-learn and SciPy. */
export const fixtureOutcomes = {
  probabilities: Float64Array.from(fixture.probabilities),
  labels: fixture.labels,
  classes: fixture.classes,
};

export interface DrawOptions {
  readonly classes?: number;
  /** Above 1 the predictor is too sure, below 1 not sure enough. */
  readonly sharpness?: number;
  readonly seed?: number;
}

/** Outcomes of a predictor whose logits, divided by `sharpness`, give the classes' true probabilities. */
export function drawOutcomes(n: number, { classes = 3, sharpness = 1, seed = 0 }: DrawOptions = {}) {
  const generator = new Generator(seed).fold("outcomes");
  const logits = Float64Array.from({ length: n * classes }, () => generator.normal(0, 1.5));
  const truth = softmaxRows(logits, classes);
  const labels = Int32Array.from({ length: n }, (_, i) => {
    let rest = generator.uniform();
    let c = 0;
    while (c < classes - 1 && rest >= truth[i * classes + c]!) rest -= truth[i * classes + c++]!;
    return c;
  });
  const said = logits.map((z) => z * sharpness);
  return { probabilities: softmaxRows(said, classes), logits: said, truth, labels, classes };
}
