/** How much of a recipe fits into the time there is. */
export interface TrainingPlan {
  /** Nets. */
  readonly members: number;
  /** Steps of each. */
  readonly steps: number;
}

export interface PlanInput {
  /** For all nets together; undefined without a budget. */
  readonly secondsLeft?: number;
  readonly secondsPerStep: number;
  /** What one net takes when there is time. */
  readonly steps: number;
  /** How many nets there are without a budget, or when the user says so. */
  readonly members: number;
  /** Whether more time may make more nets, up to `most`. */
  readonly most?: number;
}

/** Rates vary and the last net must still be saved: so much of the time is planned. */
const planned = 0.92;
/** A net of fewer steps than this part of the recipe's loses more than another net adds. */
const leastPart = 0.7;
const fewest = 20;

/**
 * As many nets as the time allows at the recipe's number of steps; where one more would fit at no less than 0.7 of it, that one
 * too, all a little shorter; and a single shorter one where there is no time for more.
 */
export function planTraining({ secondsLeft, secondsPerStep, steps, members, most }: PlanInput): TrainingPlan {
  if (secondsLeft === undefined) return { members, steps };
  const affordable = Math.max(0, (planned * secondsLeft) / secondsPerStep);
  const fitting = Math.floor(affordable / (leastPart * steps));
  const nets = Math.max(1, Math.min(most ?? members, fitting));
  const each = Math.min(steps, Math.floor(affordable / nets));
  return { members: nets, steps: nets > 1 ? each : Math.max(each, Math.min(steps, fewest)) };
}
