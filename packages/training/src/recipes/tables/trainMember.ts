import type { Dataset } from "@mebae/data";
import type { Sequential } from "@mebae/layers";
import { AbortedError } from "@mebae/tensor";
import { Trainer } from "../../fit/trainer.js";
import type { FileStore } from "../../folder/files.js";
import type { TargetScale } from "../../model.js";
import { netFiles } from "../progressFile.js";
import type { RecipeInput } from "../recipe.js";
import { trainRecipe } from "../trainRecipe.js";
import { type MemberInput, type MemberKind, memberRecipe } from "./memberRecipe.js";
import { piecewiseLinear, type Quantiles } from "./quantileEncoding.js";
import type { HeldOutRows } from "./validationRows.js";

/** What all members share. */
export interface MemberWork {
  readonly input: RecipeInput;
  readonly noise: number;
  readonly train: Dataset;
  readonly targetScale?: TargetScale;
  readonly quantiles: Quantiles;
  readonly seed: number;
  readonly signal?: AbortSignal;
}

export interface MemberOptions {
  /** Counted from 0. */
  readonly member: number;
  readonly kind: MemberKind;
  readonly steps: number;
  /** For early stopping. */
  readonly heldOut?: HeldOutRows;
  readonly checkpoint?: FileStore;
  readonly resume: boolean;
  readonly onStep: (done: number) => void;
}

/** Member 2 of seed 7 shares nothing with member 1 of seed 8. */
function seedOf(seed: number, member: number): number {
  return seed * 1000 + member;
}

function inputOf({ input, noise, quantiles }: MemberWork, kind: MemberKind, rows: number): MemberInput {
  const encoding = { make: () => piecewiseLinear(quantiles), width: quantiles.start.length };
  return { ...input, rows, noise, ...(kind === "quantiles" && { encoding }) };
}

/** Steps before the rate is measured: the first ones compile. */
const unmeasured = 4;
const measured = 30;

/** Seconds that a step of the widest network takes now, from some steps of one that is thrown away. */
export async function secondsPerStep(
  work: MemberWork,
  now: () => number,
  onStep: () => void,
): Promise<number> {
  const { train, targetScale, seed } = work;
  const input = { ...inputOf(work, "quantiles", train.length), steps: 2 * (unmeasured + measured) };
  const { network, loss, batchSize, epochs, schedule, optimizer: make } = memberRecipe("quantiles", input);
  using model = network(seedOf(seed, 0));
  using optimizer = make(model);
  const trainer = new Trainer(model, {
    ...{ train, loss, optimizer, batchSize, epochs, schedule, seed },
    ...(targetScale && { targetScale }),
  });
  let began = 0;
  let done = 0;
  for await (const event of trainer.run()) {
    if (event.type !== "step") continue;
    done = event.step;
    if (done === unmeasured) began = now();
    if (done === unmeasured + measured) break;
    onStep();
  }
  return (now() - began) / Math.max(1, done - unmeasured);
}

/** A trained member, and how its loss on held-out rows ended where early stopping watched it. */
export interface TrainedMember {
  readonly layer: Sequential;
  /** Of the best epoch, whose weights it has, and of the last one. */
  readonly validation?: { readonly best: number; readonly last: number };
}

/**
 * Trains one member, or goes on with it; one that is finished is only read.
 * @throws AbortedError where the signal ended it, after its checkpoint was written.
 */
export async function trainMember(work: MemberWork, options: MemberOptions): Promise<TrainedMember> {
  const { targetScale, seed, signal } = work;
  const { member, kind, steps, heldOut, checkpoint, resume, onStep } = options;
  const train = heldOut ? work.train.subset(heldOut.learn) : work.train;
  const recipe = memberRecipe(kind, { ...inputOf(work, kind, train.length), steps });
  const { model, result } = await trainRecipe(recipe, {
    ...{ train, seed: seedOf(seed, member), resume: resume && checkpoint !== undefined },
    ...(targetScale && { targetScale }),
    ...(signal && { signal }),
    // The best epoch of all is kept; without an end before, members of one plan cost the same.
    ...(heldOut && {
      validation: work.train.subset(heldOut.held),
      earlyStopping: { patience: recipe.epochs },
    }),
    ...(checkpoint && {
      checkpoint: { files: netFiles(checkpoint, member), everyEpochs: Math.ceil(recipe.epochs / 10) },
    }),
    onEvent: (event) => {
      if (event.type === "step") onStep(event.step / event.steps);
    },
  });
  const last = result.history.at(-1)?.validationLoss;
  if (result.reason !== "aborted")
    return {
      layer: model,
      ...(last !== undefined && result.best !== undefined && { validation: { best: result.best, last } }),
    };
  model.dispose();
  throw new AbortedError(`table recipe: ended in network ${member + 1}, step ${result.steps}`, signal!, {
    steps: result.steps,
  });
}
