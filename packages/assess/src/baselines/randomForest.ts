import type { Learner } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";
import type { Lesson, Predictor } from "./method.js";
import { standardized } from "./standardized.js";
import type { Steps } from "./steps.js";
import { binsOf } from "./trees/bins.js";
import { classPurpose } from "./trees/classPurpose.js";
import { growTree, type Purpose } from "./trees/grow.js";
import { sumPurpose } from "./trees/sumPurpose.js";
import { addTree, type Tree } from "./trees/tree.js";

export interface RandomForestOptions {
  /** Default 200. */
  readonly trees?: number;
}

/**
 * Random forest (Breiman 2001): trees grown to purity, each on rows drawn with replacement, whose nodes try columns drawn
 * at random: √columns for classes, and more where these are constant in the node; all for numbers, as scikit-learn does. It
 * says the mean of what its trees say.
 */
export function randomForest({ trees = 200 }: RandomForestOptions = {}): Learner {
  const fitTo = (lesson: Lesson) => fit(lesson, trees);
  return classicalLearner({ name: "random forest", settings: { trees }, classes: fitTo, numbers: fitTo });
}

function* fit({ x, target, generator }: Lesson, count: number): Steps<Predictor> {
  const bins = binsOf(x);
  const unit = target.kind === "numbers" ? standardized(target.values) : { mean: 0, scale: 1 };
  const tried = target.kind === "classes" ? Math.max(1, Math.floor(Math.sqrt(x.columns))) : x.columns;
  const trees: Tree[] = [];
  for (let t = 0; t < count; t++) {
    const own = generator.fold(t);
    const weights = new Float64Array(x.rows);
    for (let i = 0; i < x.rows; i++) weights[own.integer(0, x.rows)]!++;
    const rows = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
    let purpose: Purpose;
    if (target.kind === "classes") purpose = classPurpose(target.labels, weights, target.classes);
    else {
      const pulls = weights.map((weight, i) => (weight * (target.values[i]! - unit.mean)) / unit.scale);
      purpose = sumPurpose({ pulls, weights });
    }
    trees.push(growTree({ bins, rows, purpose, tried, depth: Infinity, generator: own }));
    yield (t + 1) / count;
  }
  const width = target.kind === "classes" ? target.classes : 1;
  return function* (rows) {
    const out = new Float64Array(rows.rows * width);
    for (const [t, tree] of trees.entries()) {
      addTree(tree, rows, unit.scale / count, out);
      yield t / count;
    }
    return unit.mean === 0 ? out : out.map((value) => value + unit.mean);
  };
}
