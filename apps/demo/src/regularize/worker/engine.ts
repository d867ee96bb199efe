import { currentBackend } from "@mebae/tensor";
import { lossIn } from "../../engine/device.js";
import type { Failure, Moment, RepeatReport, Report } from "../reports.js";
import type { Method, Setup } from "../setup.js";
import { heldBack } from "./data.js";
import { Race } from "./race.js";
import { Turns } from "./turns.js";

/** A round takes at least so many milliseconds: an eye can't follow faster. */
const roundTime = 40;

let racing: Turns | undefined;
let repeating: Turns | undefined;

/** Computes for this room, in the worker: one race at a time, and one row of repetitions. */
export const regularizeEngine = {
  /** Trains the six networks from the beginning, and tells of each round. An earlier race ends. */
  async start(setup: Setup, tell: (report: Report) => unknown): Promise<void> {
    racing?.stop();
    racing = new Turns();
    await race(setup, racing, tell);
  },
  pause: () => racing?.pause(),
  resume: () => racing?.resume(),

  /** Trains all six for as many seeds, from the set-up's own on, and tells how each ended. */
  async repeat(setup: Setup, seeds: number, tell: (report: RepeatReport) => unknown): Promise<void> {
    repeating?.stop();
    repeating = new Turns();
    await repeat(setup, seeds, repeating, tell);
  },
  stopRepeating: () => repeating?.stop(),
};

async function race(setup: Setup, turns: Turns, tell: (report: Report) => unknown): Promise<void> {
  const backend = currentBackend();
  try {
    for await (const report of reportsOf(setup)) {
      if (!(await turns.mayGoOn())) return;
      // Tensors stay on the engine they were made on; on another one the race begins anew.
      if (currentBackend() !== backend) return race(setup, turns, tell);
      await tell(report);
    }
    await tell({ type: "end" });
  } catch (error) {
    if (currentBackend() !== backend) return race(setup, turns, tell);
    await tell(failureOf(error));
  }
}

function failureOf(error: unknown): Failure {
  const lost = lossIn(error);
  return lost === undefined
    ? { type: "failed", reason: (error as Error).message }
    : { type: "lost", reason: lost };
}

async function* reportsOf(setup: Setup): AsyncGenerator<Report, void> {
  const race = new Race(setup);
  try {
    yield { type: "data", points: race.points, heldBack: heldBack(setup.amount) };
    yield { type: "moment", moment: await race.moment() };
    while (!race.isOver) {
      const since = performance.now();
      await race.advance();
      yield { type: "moment", moment: await race.moment() };
      await pause(roundTime - (performance.now() - since));
    }
  } finally {
    await race.dispose();
  }
}

async function repeat(
  setup: Setup,
  seeds: number,
  turns: Turns,
  tell: (report: RepeatReport) => unknown,
): Promise<void> {
  try {
    for (let done = 1; done <= seeds; done++) {
      const moment = await endOf({ ...setup, seed: setup.seed + done - 1 }, turns);
      if (!moment) return;
      const accuracies = Object.fromEntries(
        moment.standings.map(({ method, scores }) => [method, scores.testAccuracy]),
      ) as Record<Method, number>;
      await tell({ type: "seed", done, accuracies });
    }
    await tell({ type: "end" });
  } catch (error) {
    await tell(failureOf(error));
  }
}

/** How a whole race ends; undefined where it was stopped. */
async function endOf(setup: Setup, turns: Turns): Promise<Moment | undefined> {
  const race = new Race(setup);
  try {
    while (!race.isOver) {
      await race.advance();
      if (!(await turns.mayGoOn())) return undefined;
    }
    return await race.moment();
  } finally {
    await race.dispose();
  }
}

/** Lets the page be heard, at least. */
const pause = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
