import { type Augmentation, type Dataset, featureTensor, type Prepared } from "@mebae/data";
import { Ensemble, type Layer, ViewAverage } from "@mebae/layers";
import { AbortedError, type Tensor, UsageError } from "@mebae/tensor";
import { predict } from "../../fit/predict.js";
import type { FileStore } from "../../folder/files.js";
import type { ModelDescription } from "../../folder/saveModel.js";
import type { Fitted, Learner, LearnOptions } from "../../learner/learner.js";
import type { RecipeInput, RecipeSettings } from "../recipe.js";
import { type AugmentationName, augmentationNamed, type ImageAugmentation } from "./augmentations.js";
import { type AugmentationEvidence, chooseAugmentation } from "./chooseAugmentation.js";
import { canHaveFixedMembers, type FixedMember, fixedMembers } from "./fixedMembers.js";
import { imageNetwork } from "./imageNetwork.js";
import { type NetWork, secondsPerStep, trainNet } from "./nets.js";
import { planTraining, type TrainingPlan } from "./plan.js";
import { readProgress, writeProgress } from "./progressFile.js";

export interface ImageRecipeOptions {
  /** About how long learning may take; it shortens the recipe, or gives it more nets. */
  readonly budgetSeconds?: number;
  /** Nets in the ensemble. Default 3, or 2 beside fixed features; with a budget as many as fit, up to 8. */
  readonly members?: number;
  /** How images are changed while nets learn. Default "auto": what the training images support. */
  readonly augmentation?: "auto" | AugmentationName | Augmentation;
  /** Members on scattering and on random patches. Default "auto": where images aren't bent and rows are few enough. */
  readonly fixedFeatures?: "auto" | boolean;
  /** Steps of a net. Default 800. */
  readonly steps?: number;
  /** In place of the recipe's own. */
  readonly settings?: Omit<RecipeSettings, "epochs">;
  /** Where an interrupted run leaves what `resume` goes on with. */
  readonly checkpoint?: FileStore;
  readonly resume?: boolean;
  /** Seconds on a clock. Default the host's. */
  readonly now?: () => number;
}

/** What came of the recipe, to be saved as one model. */
export interface FittedImages extends Fitted {
  readonly model: Layer;
  /** What `saveModel` wants beside it. */
  readonly description: ModelDescription;
  readonly augmentation: string;
  /** Log-losses that chose the augmentation, where it was chosen. */
  readonly evidence?: AugmentationEvidence["losses"];
  readonly plan: TrainingPlan;
  /** Members and their weights, by name. */
  readonly members: readonly { readonly name: string; readonly weight: number }[];
}

const defaultSteps = 800;
const mostNets = 8;

/** The nets look from here, and from the mirrored side where mirroring is supported. */
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

/**
 * Classifies images after learning from few of them. Several small convolutional nets, each trained for a fixed number of
 * steps with augmentation that suits the images, averaged over shifted and mirrored views; and beside them, where images
 * aren't deformed like handwriting, kernel ridge regressions on the scattering transform and on random patches. All are averaged
 * as probabilities, nets together counting as much as each of the others. benchmarks/IMAGES.md has the evidence.
 */
export function imageRecipe(options: ImageRecipeOptions = {}): Learner & {
  fit(examples: Parameters<Learner["fit"]>[0], learn: LearnOptions): Promise<FittedImages>;
} {
  return {
    name: "image recipe",
    async fit(examples, learn) {
      const prepared = examples.prepare(learn.rows);
      if (examples.task !== "classification" || prepared.inputShape.length !== 3 || !prepared.prepare) {
        throw new UsageError(`image recipe: expected images with classes, ${examples.name} has none`);
      }
      const train = prepared.examples(learn.rows);
      const run = new ImageRun(options, learn, train, prepared, examples.classes!);
      return run.fit();
    },
  };
}

/** One fit: what its steps share. */
class ImageRun {
  readonly #now: () => number;
  readonly #began: number;
  readonly #labels: Int32Array;

  constructor(
    readonly options: ImageRecipeOptions,
    readonly learn: LearnOptions,
    readonly train: Dataset,
    readonly prepared: Prepared,
    readonly classes: readonly string[],
  ) {
    this.#now = options.now ?? (() => performance.now() / 1000);
    this.#began = this.#now();
    this.#labels = (train.target as { labels: Int32Array }).labels;
  }

  async fit(): Promise<FittedImages> {
    const { checkpoint, resume = false } = this.options;
    const { seed, onProgress } = this.learn;
    this.#check();
    const { augmentation, evidence } = this.#augmentation();
    onProgress?.(0.02);
    const fixed = this.#fixedMembers(augmentation);
    onProgress?.(0.05);
    const work = this.#work(augmentation);
    const run = { seed, rows: this.train.length };
    const before = resume && checkpoint ? await readProgress(checkpoint, run) : undefined;
    const plan = before ?? (await this.#plan(work, fixed.length > 0 ? 2 : 3));
    if (checkpoint && !before) await writeProgress(checkpoint, { ...run, ...plan });
    const nets = await this.#nets(work, plan, before !== undefined);
    return this.#assemble(nets, fixed, { augmentation, evidence, plan });
  }

  #check = (): void => {
    if (this.learn.signal?.aborted)
      throw new AbortedError("image recipe: ended before its nets were trained");
  };

  #augmentation(): { augmentation: ImageAugmentation; evidence?: AugmentationEvidence["losses"] } {
    const { augmentation: name = "auto" } = this.options;
    if (typeof name !== "string")
      return { augmentation: { name: name.name, augment: name, mirrored: false, isBent: false } };
    if (name !== "auto") return { augmentation: augmentationNamed(name) };
    const { pixels: prepare, finish } = this.prepared.prepare!.steps!;
    using pixels = featureTensor(this.train.features, this.#all(), prepare);
    const { classes } = this;
    const labels = this.#labels;
    const { chosen, losses } = chooseAugmentation(
      { pixels, finish, labels, classes: classes.length },
      this.learn.seed,
    );
    return { augmentation: chosen, evidence: losses };
  }

  #fixedMembers({ isBent }: ImageAugmentation): readonly FixedMember[] {
    const { fixedFeatures = "auto" } = this.options;
    const possible = canHaveFixedMembers(this.prepared.inputShape, this.train.length);
    if (fixedFeatures === false || !possible || (fixedFeatures === "auto" && isBent)) return [];
    using images: Tensor = featureTensor(this.train.features, this.#all(), this.prepared.prepare);
    return fixedMembers(images, this.#labels, this.classes.length, this.learn.seed, this.#check);
  }

  #all(): Int32Array {
    return Int32Array.from({ length: this.train.length }, (_, i) => i);
  }

  #work(augmentation: ImageAugmentation): NetWork {
    const input: RecipeInput = {
      inputShape: this.prepared.inputShape,
      task: "classification",
      classes: this.classes.length,
      rows: this.train.length,
      settings: this.options.settings ?? {},
    };
    const { seed, signal } = this.learn;
    return {
      input,
      train: this.train,
      prepare: this.prepared.prepare!,
      augmentation,
      seed,
      ...(signal && { signal }),
    };
  }

  async #plan(work: NetWork, nets: number): Promise<TrainingPlan> {
    const { budgetSeconds, members, steps = defaultSteps } = this.options;
    const wanted = { steps, members: members ?? nets };
    if (budgetSeconds === undefined) return planTraining({ ...wanted, secondsPerStep: 0 });
    const rate = await secondsPerStep(work, this.#now);
    return planTraining({
      ...wanted,
      secondsPerStep: rate,
      secondsLeft: budgetSeconds - (this.#now() - this.#began),
      most: members ?? mostNets,
    });
  }

  async #nets(work: NetWork, plan: TrainingPlan, resume: boolean): Promise<Layer[]> {
    const { checkpoint } = this.options;
    const nets: Layer[] = [];
    try {
      for (let net = 0; net < plan.members; net++) {
        const onStep = (part: number) => this.learn.onProgress?.(0.05 + (0.95 * (net + part)) / plan.members);
        const options = { net, steps: plan.steps, resume, onStep, ...(checkpoint && { checkpoint }) };
        nets.push(await trainNet(work, options));
      }
      return nets;
    } catch (error) {
      for (const net of nets) net.dispose();
      throw error;
    }
  }

  #assemble(
    nets: readonly Layer[],
    fixed: readonly FixedMember[],
    found: { augmentation: ImageAugmentation; evidence?: AugmentationEvidence["losses"]; plan: TrainingPlan },
  ): FittedImages {
    const { augmentation, evidence, plan } = found;
    const { mirrored } = augmentation;
    const seen = new ViewAverage(nets.length === 1 ? nets[0]! : new Ensemble(nets), {
      shifts: mirrored ? views.mirrored : views.plain,
      flip: mirrored,
    });
    const model = fixed.length === 0 ? seen : new Ensemble([seen, ...fixed.map(({ layer }) => layer)]);
    const { prepared, classes } = this;
    const weight = 1 / (1 + fixed.length);
    const recipe = imageNetwork(this.#work(augmentation).input).name;
    const netsName = `${nets.length} × ${recipe}`;
    const { prepare, preparation, inputShape } = prepared;
    return {
      model,
      prepared,
      description: { task: "classification", classes, inputShape, preparation },
      augmentation: augmentation.name,
      ...(evidence && { evidence }),
      plan,
      members: [netsName, ...fixed.map(({ name }) => name)].map((name) => ({ name, weight })),
      predict: async (dataset) =>
        Float32Array.from((await predict(model, dataset, { prepare, batchSize: 64 })).probabilities()),
      dispose: () => model.dispose(),
    };
  }
}
