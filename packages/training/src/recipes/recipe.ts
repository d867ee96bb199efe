import type { Task } from "@mebae/data";
import type { Sequential } from "@mebae/layers";
import { adamW, cosine, type Optimizer, warmUp } from "@mebae/optimizers";
import type { LearningRateSchedule } from "../fit/options.js";
import type { Loss } from "../model.js";

/** What the user may set; the recipe sets the rest. */
export interface RecipeSettings {
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly weightDecay?: number;
}

export interface RecipeInput {
  /** One example that the network sees: [features], or [channels, height, width]. */
  readonly inputShape: readonly number[];
  readonly task: Task;
  readonly classes?: number;
  /** Examples to train on. */
  readonly rows: number;
  readonly settings: RecipeSettings;
}

/** A network and how it is trained. */
export interface Recipe {
  /** For people: which network, and for what. */
  readonly name: string;
  readonly network: (seed: number) => Sequential;
  readonly loss: Loss;
  readonly batchSize: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly optimizer: (model: Sequential) => Optimizer;
  readonly schedule: LearningRateSchedule;
}

/** What one recipe differs from another in. */
export interface RecipeParts {
  readonly name: string;
  readonly network: (seed: number) => Sequential;
  readonly loss: Loss;
  readonly batchSize: number;
  readonly epochs: number;
  readonly learningRate: number;
  readonly weightDecay: number;
}

/** AdamW with β₂ = 0.99, 15 % of the steps to warm up, then half a cosine; the user's settings win. */
export function makeRecipe(parts: RecipeParts, { rows, settings }: RecipeInput): Recipe {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const { epochs, batchSize, learningRate, weightDecay } = { ...parts, ...(given as RecipeSettings) };
  const steps = epochs * Math.ceil(rows / batchSize);
  const rise = Math.max(1, Math.round(0.15 * steps));
  return {
    ...parts,
    ...{ epochs, batchSize, learningRate, weightDecay },
    optimizer: (model) => adamW(model.parameters(), { learningRate, weightDecay, beta2: 0.99, clipNorm: 5 }),
    schedule: warmUp(rise, cosine(Math.max(1, steps - rise))),
  };
}

/** As many epochs as make about so many steps. */
export function epochsFor(steps: number, rows: number, batchSize: number): number {
  return Math.max(1, Math.round(steps / Math.ceil(rows / batchSize)));
}
