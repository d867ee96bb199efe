import { type Dataset, type Examples, type Prepared, scaleTarget } from "@mebae/data";
import { Ensemble, type Layer } from "@mebae/layers";
import { throwIfAborted, UsageError } from "@mebae/tensor";
import { predict } from "../../fit/predict.js";
import type { ModelDescription } from "../../folder/saveModel.js";
import type { Fitted, Learner, LearnOptions } from "../../learner/learner.js";
import { planTraining, type TrainingPlan } from "../plan.js";
import { readProgress, writeProgress } from "../progressFile.js";
import type { RecipeInput, RecipeSettings } from "../recipe.js";
import { fitKernelMember, type KernelTarget, mostForKernels } from "./kernelMember.js";
import { type MemberKind, memberKinds, stepsFor } from "./memberRecipe.js";
import { memberWeights } from "./memberWeights.js";

import { quantilesOf } from "./quantileEncoding.js";
import { type MemberWork, secondsPerStep, type TrainedMember, trainMember } from "./trainMember.js";
import { validationRows } from "./validationRows.js";

export interface TableRecipeOptions {
  /** About how long learning may take; it shortens the recipe or leaves out networks. */
  readonly budgetSeconds?: number;
  /** Networks. Default 8: two of each of the four kinds. */
  readonly members?: number;
  /** Steps of a network. Default 1500, or a pass over four rows a step where that is more. */
  readonly steps?: number;
  /** A kernel ridge regression beside the networks. Default "auto": up to 2000 rows that are neither grouped nor timed. */
  readonly kernel?: "auto" | boolean;
  /** Standard deviation of normal noise on the prepared columns while networks learn. Default 0. */
  readonly noise?: number;
  /** In place of the recipe's own. */
  readonly settings?: Omit<RecipeSettings, "epochs">;
  /** Seconds on a clock. Default the host's. */
  readonly now?: () => number;
}

/** What came of the recipe, to be saved as one model. */
export interface FittedTable extends Fitted {
  readonly model: Layer;
  /** What `saveModel` wants beside it. */
  readonly description: ModelDescription;
  readonly plan: TrainingPlan;
  /** Each of them alone, and what it counts; they sum to 1. */
  readonly members: readonly TableMember[];
}

export interface TableMember {
  readonly name: string;
  readonly layer: Layer;
  readonly weight: number;
}

/** A learner whose product can be saved. */
export interface TableLearner extends Learner {
  fit(examples: Examples, options: LearnOptions): Promise<FittedTable>;
}

const defaultMembers = 8;

/**
 * Learns classes or numbers from the rows of a table. Four kinds of small networks, two of each: a plain one, one beside a linear
 * path that is strongly regularized, one that stops early by a fifth of the rows, and one that sees columns cut at their
 * quantiles; and a kernel ridge regression, which counts a third. All are averaged, classes as probabilities. benchmarks/TABLES.md has the evidence.
 */
export function tableRecipe(options: TableRecipeOptions = {}): TableLearner {
  return {
    name: "table recipe",
    settings: JSON.stringify(options),
    async fit(examples, learn) {
      const prepared = examples.prepare(learn.rows);
      if (prepared.inputShape.length !== 1) {
        throw new UsageError(
          `table recipe: expected rows of a table, ${examples.name} has examples of another shape`,
        );
      }
      return new TableRun(options, learn, examples, prepared).fit();
    },
  };
}

interface TrainedNetwork extends TrainedMember {
  readonly kind: MemberKind;
}

/** One fit: what its steps share. */
class TableRun {
  readonly #now: () => number;
  readonly #began: number;
  readonly #train: Dataset;
  readonly #work: MemberWork;
  readonly #target: KernelTarget;

  constructor(
    readonly options: TableRecipeOptions,
    readonly learn: LearnOptions,
    readonly examples: Examples,
    readonly prepared: Prepared,
  ) {
    this.#now = options.now ?? (() => performance.now() / 1000);
    this.#began = this.#now();
    this.#train = prepared.examples(learn.rows);
    this.#target = targetOf(this.#train, prepared);
    this.#work = this.#shared();
  }

  #shared(): MemberWork {
    const { examples, prepared, options, learn } = this;
    const train = this.#train;
    const input: RecipeInput = {
      ...{ inputShape: prepared.inputShape, task: examples.task, rows: train.length },
      ...(examples.classes && { classes: examples.classes.length }),
      settings: options.settings ?? {},
    };
    return {
      ...{ input, train, noise: options.noise ?? 0, seed: learn.seed },
      quantiles: quantilesOf(train.features.data as Float32Array, prepared.inputShape[0]!),
      ...(prepared.targetScale && { targetScale: prepared.targetScale }),
      ...(learn.signal && { signal: learn.signal }),
    };
  }

  async fit(): Promise<FittedTable> {
    const { seed, signal, onProgress, checkpoint, resume = false } = this.learn;
    throwIfAborted(signal, "table recipe: ended before its networks were trained");
    const kernel = this.#mayHaveKernel() ? await fitKernelMember(this.#train, this.#target, seed) : undefined;
    onProgress?.(0.03);
    const run = { seed, rows: this.#train.length };
    const before = resume && checkpoint ? await readProgress(checkpoint, run) : undefined;
    const plan = before ?? (await this.#plan());
    if (checkpoint && !before) await writeProgress(checkpoint, { ...run, ...plan });
    const networks: TrainedNetwork[] = [];
    try {
      for (let member = 0; member < plan.members; member++)
        networks.push(await this.#network(member, plan, before !== undefined));
    } catch (error) {
      for (const { layer } of networks) layer.dispose();
      kernel?.dispose();
      throw error;
    }
    return this.#assemble(this.#weigh(networks, kernel), plan);
  }

  #mayHaveKernel(): boolean {
    const { kernel = "auto" } = this.options;
    if (kernel !== "auto") return kernel;
    // Leaving one row out says too much where others of its group stay.
    return this.#train.length <= mostForKernels && !this.examples.groups && !this.examples.times;
  }

  async #plan(): Promise<TrainingPlan> {
    const { budgetSeconds, members = defaultMembers, steps = stepsFor(this.#train.length) } = this.options;
    if (budgetSeconds === undefined) return { members, steps };
    const onStep = () => this.learn.onProgress?.(0.03);
    const rate = await secondsPerStep(this.#work, this.#now, onStep);
    const secondsLeft = budgetSeconds - (this.#now() - this.#began);
    return planTraining({ steps, members, secondsPerStep: rate, secondsLeft });
  }

  async #network(member: number, { members, steps }: TrainingPlan, resume: boolean): Promise<TrainedNetwork> {
    const { examples, learn } = this;
    const kind = memberKinds[member % memberKinds.length]!;
    const round = Math.floor(member / memberKinds.length);
    const rows = kind === "early stopping" && validationRows(examples, learn.rows, learn.seed, round);
    const trained = await trainMember(this.#work, {
      ...{ member, kind, steps, resume },
      ...(rows && { heldOut: rows }),
      ...(learn.checkpoint && { checkpoint: learn.checkpoint }),
      onStep: (part) => learn.onProgress?.(0.05 + (0.95 * (member + part)) / members),
    });
    return { kind, ...trained };
  }

  #weigh(networks: readonly TrainedNetwork[], kernel: Layer | undefined): readonly TableMember[] {
    const weights = memberWeights(networks, this.examples.task, kernel !== undefined);
    const named: Omit<TableMember, "weight">[] = networks.map(({ kind, layer }) => ({ name: kind, layer }));
    if (kernel) named.push({ name: "kernel ridge", layer: kernel });
    return named.map((member, i) => ({ ...member, weight: weights[i]! }));
  }

  #assemble(members: readonly TableMember[], plan: TrainingPlan): FittedTable {
    const { task, classes } = this.examples;
    const { prepared } = this;
    const { preparation, inputShape, targetScale } = prepared;
    const isNumber = task === "regression";
    const model =
      members.length === 1
        ? members[0]!.layer
        : new Ensemble(
            members.map(({ layer }) => layer),
            {
              weights: members.map(({ weight }) => weight),
              output: isNumber ? "numbers" : "classes",
            },
          );
    const scale = targetScale && { mean: targetScale.mean, standardDeviation: targetScale.standardDeviation };
    return {
      ...{ model, prepared, plan, members },
      description: {
        ...{ task, inputShape, preparation },
        ...(classes && { classes }),
        ...(scale && { targetScale: scale }),
      },
      predict: async (dataset) => {
        const predictions = await predict(model, dataset, { ...(scale && { targetScale: scale }) });
        return Float32Array.from(isNumber ? predictions.outputs : predictions.probabilities());
      },
      dispose: () => model.dispose(),
    };
  }
}

function targetOf({ name, target }: Dataset, { targetScale }: Prepared): KernelTarget {
  if (target?.kind === "classes")
    return { kind: "classes", labels: target.labels, classes: target.classes.length };
  if (!target || !targetScale) throw new UsageError(`table recipe: ${name} has no target to learn`);
  const plan = { kind: "numbers", column: target.names[0]!, ...targetScale } as const;
  return { kind: "numbers", values: scaleTarget(target.values, plan) };
}
