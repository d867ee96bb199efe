import { UsageError } from "@mebae/tensor";
import { expectShare } from "./checks.js";

/** A factor of the learning rate, from the number of steps done. */
export type Schedule = (step: number) => number;

function expectCount(name: string, value: number): void {
  if (!(value > 0)) throw new UsageError(`${name}: expected a number of steps above 0, got ${value}`);
}

/** Always 1. */
export function constantSchedule(): Schedule {
  return () => 1;
}

/** Times `factor` after every `every` steps. */
export function stepDecay(every: number, factor = 0.1): Schedule {
  expectCount("stepDecay", every);
  return (step) => factor ** Math.floor(step / every);
}

/** factor^(step/every), without jumps. */
export function exponentialDecay(every: number, factor = 0.1): Schedule {
  expectCount("exponentialDecay", every);
  return (step) => factor ** (step / every);
}

/** Half a cosine from 1 to `minimum` over `steps`, then `minimum` (Loshchilov & Hutter 2017). */
export function cosine(steps: number, minimum = 0): Schedule {
  expectCount("cosine", steps);
  return (step) => minimum + ((1 - minimum) * (1 + Math.cos(Math.PI * Math.min(1, step / steps)))) / 2;
}

/** Rises evenly to 1 over `steps`, then `after`, which counts from there (Goyal et al. 2017). */
export function warmUp(steps: number, after: Schedule = constantSchedule()): Schedule {
  expectCount("warmUp", steps);
  return (step) => (step < steps ? (step + 1) / steps : after(step - steps));
}

/** Half a cosine up from 1/25 to 1 over the first `rise` of the steps, half a cosine down to 1e-4/25 (Smith & Topin 2019). */
export function oneCycle(steps: number, rise = 0.3): Schedule {
  expectCount("oneCycle", steps);
  expectShare("oneCycle", "rise", rise);
  const between = (from: number, to: number, share: number) =>
    from + ((to - from) * (1 - Math.cos(Math.PI * Math.min(1, share)))) / 2;
  const peak = rise * steps;
  return (step) =>
    step < peak ? between(1 / 25, 1, step / peak) : between(1, 1e-4 / 25, (step - peak) / (steps - peak));
}

/** What a plateau schedule remembers: plain data for a checkpoint. */
export interface PlateauState {
  readonly factor: number;
  readonly best: number | null;
  readonly waited: number;
}

/** Times `factor` whenever a metric, smaller being better, hasn't improved for `patience` observations. */
export class Plateau {
  #state: PlateauState = { factor: 1, best: null, waited: 0 };

  constructor(
    readonly options: {
      readonly patience: number;
      readonly factor?: number;
      readonly minimumImprovement?: number;
    },
  ) {
    expectCount("Plateau", options.patience);
  }

  /** Takes the metric of an epoch; gives the factor from now on. */
  observe(metric: number): number {
    const { patience, factor = 0.1, minimumImprovement = 0 } = this.options;
    const { best, waited, factor: now } = this.#state;
    // NaN is no improvement, not even of nothing.
    const improved = best === null ? !Number.isNaN(metric) : metric < best - minimumImprovement;
    if (improved) {
      this.#state = { factor: now, best: metric, waited: 0 };
    } else if (waited + 1 >= patience) this.#state = { factor: now * factor, best, waited: 0 };
    else this.#state = { factor: now, best, waited: waited + 1 };
    return this.#state.factor;
  }

  get state(): PlateauState {
    return this.#state;
  }

  load(state: PlateauState): void {
    this.#state = { ...state };
  }
}
