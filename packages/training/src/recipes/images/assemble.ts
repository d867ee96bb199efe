import type { Prepared } from "@mebae/data";
import { Ensemble, type Layer, ViewAverage } from "@mebae/layers";
import { predict } from "../../fit/predict.js";
import type { TrainingPlan } from "../plan.js";
import type { ImageAugmentation } from "./augmentations.js";
import type { AugmentationEvidence } from "./chooseAugmentation.js";
import type { FixedMember } from "./fixedMembers.js";
import type { FittedImages } from "./imageRecipe.js";

/** The nets look from here, and from the mirrored side too where mirroring is supported. */
const views = {
  plain: [
    [0, 0],
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ],
  mirrored: [
    [0, 0],
    [1, 1],
    [-1, -1],
  ],
} as const;

export interface Parts {
  readonly nets: readonly Layer[];
  /** What all nets are, in words. */
  readonly netName: string;
  readonly fixed: readonly FixedMember[];
  readonly augmentation: ImageAugmentation;
  readonly evidence?: AugmentationEvidence["losses"];
  readonly plan: TrainingPlan;
  readonly prepared: Prepared;
  readonly classes: readonly string[];
}

/** One model of nets and fixed members: the nets together count as much as each of the others. */
export function assemble(parts: Parts): FittedImages {
  const { nets, netName, fixed, augmentation, evidence, plan, prepared, classes } = parts;
  const { mirrored } = augmentation;
  const seen = new ViewAverage(nets.length === 1 ? nets[0]! : new Ensemble(nets), {
    shifts: mirrored ? views.mirrored : views.plain,
    flip: mirrored,
  });
  const model = fixed.length === 0 ? seen : new Ensemble([seen, ...fixed.map(({ layer }) => layer)]);
  const weight = 1 / (1 + fixed.length);
  const names = [`${nets.length} × ${netName}`, ...fixed.map(({ name }) => name)];
  const { prepare, preparation, inputShape } = prepared;
  return {
    model,
    prepared,
    description: { task: "classification", classes, inputShape, preparation },
    augmentation: augmentation.name,
    ...(evidence && { evidence }),
    plan,
    members: names.map((name) => ({ name, weight })),
    predict: async (dataset) =>
      Float32Array.from((await predict(model, dataset, { prepare, batchSize: 64 })).probabilities()),
    dispose: () => model.dispose(),
  };
}
