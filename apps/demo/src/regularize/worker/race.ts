import type { Moment, Points, Standing } from "../reports.js";
import { measuredEvery, methods, type Setup, totalSteps } from "../setup.js";
import { noisyMoons, testAmount } from "./data.js";
import { type Exhibition, exhibitionOf, judge, weighWeights } from "./judge.js";
import { Learner } from "./learner.js";

/** The six networks, taking the same number of steps by turns. */
export class Race {
  readonly points: Points;
  readonly #exhibition: Exhibition;
  readonly #learners: readonly Learner[];
  #step = 0;

  constructor(setup: Setup) {
    this.points = noisyMoons(setup.amount, setup.seed, "training");
    this.#exhibition = exhibitionOf(this.points, noisyMoons(testAmount, setup.seed, "test"));
    this.#learners = methods.map((method) => new Learner(method, setup, this.points));
  }

  get isOver(): boolean {
    return this.#step >= totalSteps;
  }

  /** The next few steps of each. The last ones also let early stopping bring back its best weights. */
  async advance(steps = measuredEvery): Promise<void> {
    this.#step = Math.min(totalSteps, this.#step + steps);
    for (const learner of this.#learners) await learner.goTo(this.isOver ? Infinity : this.#step);
  }

  /** How all stand now. */
  async moment(): Promise<Moment> {
    const standings: Standing[] = [];
    for (const learner of this.#learners) standings.push(await standingOf(learner, this.#exhibition));
    return { step: this.#step, standings };
  }

  async dispose(): Promise<void> {
    for (const learner of this.#learners) await learner.dispose();
  }
}

async function standingOf(learner: Learner, exhibition: Exhibition): Promise<Standing> {
  const { method, network, forward, step, hasStopped, problem } = learner;
  const { scores, picture } = await judge(forward, exhibition);
  const { norm, histogram } = await weighWeights(network);
  return {
    method,
    scores: { ...scores, step },
    picture,
    norm,
    histogram,
    hasStopped,
    ...(problem && { problem }),
  };
}
