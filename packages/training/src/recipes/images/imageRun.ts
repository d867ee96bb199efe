import { type Dataset, type Examples, featureTensor, type Groups, type Prepared } from "@mebae/data";
import type { Layer } from "@mebae/layers";
import { throwIfAborted } from "@mebae/tensor";
import type { LearnOptions } from "../../learner/learner.js";
import { planTraining, type TrainingPlan } from "../plan.js";
import { readProgress, writeProgress } from "../progressFile.js";
import type { RecipeInput } from "../recipe.js";
import { assemble } from "./assemble.js";
import { augmentationNamed, type ImageAugmentation, withStrokes } from "./augmentations.js";
import { type AugmentationEvidence, chooseAugmentation } from "./chooseAugmentation.js";
import { canHaveFixedMembers, type FixedMember, fixedMembers } from "./fixedMembers.js";
import { imageNetwork } from "./imageNetwork.js";
import type { FittedImages, ImageRecipeOptions } from "./imageRecipe.js";
import { type NetWork, secondsPerStep, trainNet } from "./nets.js";
import { type Pace, paceFor } from "./pace.js";
import { standOnBlack } from "./standOnBlack.js";

/** Nets alone, alone for strokes (0.15 points better than three), beside fixed members, and at most where a budget leaves time. */
const netCounts = { alone: 3, strokes: 5, beside: 2, most: 8 };
/** Parts of the whole that are done when augmentation is chosen, and when fixed members are fitted. */
const chosenAt = 0.02;
const fittedAt = 0.05;

/** What a fit takes when there is time. */
interface Wanted {
  /** Of each net. */
  readonly steps: number;
  readonly nets: number;
}

/** One fit of an image recipe: what its steps share. */
export class ImageRun {
  readonly #now: () => number;
  readonly #began: number;
  readonly train: Dataset;
  readonly classes: readonly string[];
  readonly #labels: Int32Array;
  readonly #groups: Groups | undefined;

  constructor(
    readonly options: ImageRecipeOptions,
    readonly learn: LearnOptions,
    examples: Examples,
    readonly prepared: Prepared,
  ) {
    this.#now = options.now ?? (() => performance.now() / 1000);
    this.#began = this.#now();
    this.train = prepared.examples(learn.rows);
    this.classes = examples.classes!;
    this.#labels = (this.train.target as { labels: Int32Array }).labels;
    this.#groups = groupsOf(examples, learn.rows);
  }

  /** @throws AbortedError where the signal ended it */
  async fit(): Promise<FittedImages> {
    const { onProgress } = this.learn;
    this.#check();
    const { augmentation: chosen, evidence } = await this.#chooseAugmentation();
    const augmentation = await this.#strokesIn(chosen);
    onProgress?.(chosenAt);
    const fixed = await this.#fixedMembers(!augmentation.isBent);
    onProgress?.(fittedAt);
    try {
      const pace = paceFor(augmentation, this.train.length);
      const work = this.#work(augmentation, pace);
      const alone = augmentation.hasStrokes ? netCounts.strokes : netCounts.alone;
      const wanted = { steps: pace.steps, nets: fixed.length > 0 ? netCounts.beside : alone };
      const { plan, resumed } = await this.#plan(work, wanted, fixed);
      const nets = await this.#nets(work, plan, resumed);
      const { prepared, classes } = this;
      const netName = imageNetwork(work.input).name;
      return assemble({
        nets,
        netName,
        fixed,
        augmentation,
        ...(evidence && { evidence }),
        plan,
        prepared,
        classes,
      });
    } catch (error) {
      for (const { layer } of fixed) layer.dispose();
      throw error;
    }
  }

  #check = (): void => {
    throwIfAborted(this.learn.signal, "image recipe: ended before its nets were trained");
  };

  async #chooseAugmentation(): Promise<{
    augmentation: ImageAugmentation;
    evidence?: AugmentationEvidence["losses"];
  }> {
    const { augmentation: name = "auto" } = this.options;
    if (typeof name !== "string")
      return { augmentation: { name: name.name, augment: name, mirrored: false, isBent: false } };
    if (name !== "auto") return { augmentation: augmentationNamed(name, this.train.length) };
    const { pixels, finish } = this.prepared.prepare!.steps!;
    const data = {
      pixelsOf: (rows: Int32Array) => featureTensor(this.train.features, rows, pixels),
      finish,
      labels: this.#labels,
      classes: this.classes.length,
      groups: this.#groups,
    };
    const { chosen, losses } = await chooseAugmentation(data, this.learn.seed);
    return { augmentation: chosen, evidence: losses };
  }

  /** Bent images may be of strokes, or photographs. */
  async #strokesIn(chosen: ImageAugmentation): Promise<ImageAugmentation> {
    const { augment, isBent } = chosen;
    if (!augment || !isBent) return chosen;
    const some = Int32Array.from({ length: Math.min(400, this.train.length) }, (_, i) => i);
    using pixels = featureTensor(this.train.features, some, this.prepared.prepare!.steps!.pixels);
    return (await standOnBlack(pixels)) ? withStrokes({ ...chosen, augment }) : chosen;
  }

  /** Whether a budget leaves a single net less than half of its steps. */
  #isCutShort({ members, steps }: TrainingPlan, whole: number): boolean {
    const { budgetSeconds, steps: wanted = whole } = this.options;
    return budgetSeconds !== undefined && members === 1 && 2 * steps < wanted;
  }

  /** Fitted in closed form, where they are asked for, or where they help and nobody says otherwise. */
  async #fixedMembers(doHelp: boolean): Promise<FixedMember[]> {
    const { fixedFeatures = "auto", budgetSeconds } = this.options;
    const { inputShape } = this.prepared;
    if (fixedFeatures === false || (fixedFeatures === "auto" && !doHelp)) return [];
    if (!canHaveFixedMembers(inputShape, this.train.length, budgetSeconds)) return [];
    const all = Int32Array.from({ length: this.train.length }, (_, i) => i);
    using images = featureTensor(this.train.features, all, this.prepared.prepare);
    const options = { seed: this.learn.seed, groups: this.#groups, check: this.#check };
    return await fixedMembers(images, this.#labels, this.classes.length, options);
  }

  #work(augmentation: ImageAugmentation, pace: Pace): NetWork {
    const { train, prepared, classes } = this;
    const input: RecipeInput = {
      inputShape: prepared.inputShape,
      task: "classification",
      classes: classes.length,
      rows: train.length,
      settings: { ...pace.settings, ...this.options.settings },
    };
    const { seed, signal } = this.learn;
    return { input, train, prepare: prepared.prepare!, augmentation, seed, ...(signal && { signal }) };
  }

  /**
   * The plan of the run that was interrupted, or a new one. A net that can learn for a fraction of its steps only may know next to
   * nothing: beside it fixed members are fitted after all, and what is left of the budget is planned anew.
   */
  async #plan(
    work: NetWork,
    wanted: Wanted,
    fixed: FixedMember[],
  ): Promise<{ plan: TrainingPlan; resumed: boolean }> {
    const { checkpoint, resume = false } = this.learn;
    const run = { seed: this.learn.seed, rows: this.train.length };
    const before = resume && checkpoint ? await readProgress(checkpoint, run) : undefined;
    const addFixed = async (plan: TrainingPlan) => {
      if (fixed.length === 0) fixed.push(...(await this.#fixedMembers(this.#isCutShort(plan, wanted.steps))));
      return fixed.length > 0;
    };
    if (before) {
      await addFixed(before);
      return { plan: { members: before.members, steps: before.steps }, resumed: true };
    }
    const planner = await this.#planner(work, wanted);
    const first = planner();
    const plan = fixed.length === 0 && (await addFixed(first)) ? planner() : first;
    if (checkpoint) await writeProgress(checkpoint, { ...run, ...plan });
    return { plan, resumed: false };
  }

  /** Plans by what is left of the budget each time; the rate is measured once. */
  async #planner(work: NetWork, wanted: Wanted): Promise<() => TrainingPlan> {
    const { budgetSeconds, members, steps = wanted.steps } = this.options;
    const counts = { steps, members: members ?? wanted.nets, most: members ?? netCounts.most };
    if (budgetSeconds === undefined) return () => planTraining({ ...counts, secondsPerStep: 0 });
    const rate = await secondsPerStep(work, this.#now);
    return () => {
      const secondsLeft = budgetSeconds - (this.#now() - this.#began);
      return planTraining({ ...counts, secondsPerStep: rate, secondsLeft });
    };
  }

  async #nets(work: NetWork, plan: TrainingPlan, resume: boolean): Promise<Layer[]> {
    const { checkpoint } = this.learn;
    const nets: Layer[] = [];
    try {
      for (let net = 0; net < plan.members; net++) {
        const onStep = (part: number) =>
          this.learn.onProgress?.(fittedAt + ((1 - fittedAt) * (net + part)) / plan.members);
        const options = { net, steps: plan.steps, resume, onStep, ...(checkpoint && { checkpoint }) };
        nets.push(await trainNet(work, options));
      }
      return nets;
    } catch (error) {
      for (const net of nets) net.dispose();
      throw error;
    }
  }
}

/** What the training rows belong to; undefined where all belong to one group, and nothing would be left to learn from without it. */
function groupsOf({ groups }: Examples, rows: ArrayLike<number>): Groups | undefined {
  const own = groups && Array.from(rows, (row) => groups[row]!);
  return own && new Set(own).size > 1 ? own : undefined;
}
