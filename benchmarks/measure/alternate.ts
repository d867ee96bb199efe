import { setTimeout } from "node:timers/promises";
import type { PlacedValues } from "../cases/case.ts";
import type { Case } from "../cases/index.ts";
import type { Task } from "../protocol/messages.ts";
import { Patience, type Program } from "../protocol/program.ts";
import type { Contestant } from "./programs.ts";
import type { Cell, Row } from "./result.ts";
import { difference, summarize } from "./statistics.ts";

export interface Pace {
  readonly rounds: number;
  /** Of one contestant in one round. */
  readonly milliseconds: number;
  /** What takes longer to give its first losses is stopped. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

/** Losses and outputs may differ by so much: 1e-4 for the former, as DESIGN.md says; sums of a thousand terms by more. */
const tolerance = { step: 1e-4, operation: 1e-3 };

/**
 * Milliseconds between two turns with several threads. Without it Mebae's products gained nothing from a second thread in
 * turns with PyTorch, and 1.8 times alone or beside jax-js: presumably OpenBLAS's threads still spin on the core that the
 * next program needs. (Stopping who waits by a signal made PyTorch itself slower.)
 */
const rest = 150;

/** Slower than this many milliseconds a run, a contestant takes part in every fourth round only. */
const slow = 1000;

class Runner {
  readonly contestant: Contestant;
  readonly program: Program;
  readonly rounds: number[][] = [];
  memory: number | undefined;
  values: readonly number[] | undefined;
  mismatch: string | undefined;
  absent: string | undefined;
  over: number | undefined;

  constructor(contestant: Contestant, program: Program) {
    this.contestant = contestant;
    this.program = program;
  }

  get runs(): boolean {
    return this.absent === undefined && this.over === undefined;
  }

  /** Does something with the program; what it can't do is written down, and it is asked no more. */
  async attempt(work: () => Promise<void>): Promise<void> {
    if (!this.runs) return;
    try {
      await work();
    } catch (error) {
      if (error instanceof Patience) {
        this.over = error.milliseconds;
        // It would go on computing on a core that the others need.
        await this.program.end();
      } else this.absent = error instanceof Error ? error.message : String(error);
    }
  }

  cell(): Cell {
    const { memory, values, mismatch, absent, over } = this;
    const time = this.runs && this.rounds.length > 0 ? summarize(this.rounds) : undefined;
    return { contestant: this.contestant.name, time, absent, over, memory, values, mismatch };
  }
}

/**
 * Times one case by all programs in turn, A B C A B C, so that they share each minute's noise. They first show that they
 * do the same work, from the same values: equal losses, every parameter updated.
 */
export async function alternate(
  work: Case,
  values: { readonly file: string; readonly tensors: readonly PlacedValues[] },
  programs: ReadonlyMap<Contestant, Program>,
  pace: Pace,
  threads: number,
): Promise<Omit<Row, "where" | "threads">> {
  const runners = [...programs].map(([contestant, program]) => new Runner(contestant, program));
  const { kind, work: name, settings, together } = work;
  const task: Task = { kind, work: name, settings, together, ...values };
  for (const runner of runners) {
    if (pace.signal.aborted) break;
    await prepare(runner, task, work.compared, pace);
  }
  judge(runners, kind);
  for (let round = 0; round < pace.rounds && !pace.signal.aborted; round++) {
    for (let i = 0; i < runners.length && !pace.signal.aborted; i++) {
      // Who comes first changes, so that nobody always follows the same neighbour.
      const runner = runners[(i + round) % runners.length]!;
      const last = runner.rounds.at(-1);
      if (last && last[0]! > slow && round % 4 !== 0) continue;
      if (threads > 1) await setTimeout(rest);
      await runner.attempt(async () => {
        const { times } = await runner.program.ask({ ask: "time", milliseconds: pace.milliseconds });
        runner.rounds.push([...times]);
      });
    }
  }
  for (const runner of runners) await finish(runner);
  return { work, cells: runners.map((runner) => runner.cell()) };
}

async function prepare(runner: Runner, task: Task, compared: Case["compared"], pace: Pace): Promise<void> {
  const { program } = runner;
  await runner.attempt(async () => {
    const settings = { ...task.settings, ...compared };
    await program.ask({ ask: "prepare", ...task, settings }, pace.patience);
    const { values, unchanged } = await program.ask({ ask: "check" }, pace.patience);
    runner.values = values;
    if (unchanged.length > 0) runner.mismatch = `not updated: ${unchanged.join(", ")}`;
    if (!compared) return;
    await program.ask({ ask: "release" });
    await program.ask({ ask: "prepare", ...task }, pace.patience);
  });
}

/** Compares everybody's values with PyTorch's, or with the first contestant's where it is absent. */
function judge(runners: readonly Runner[], kind: Case["kind"]): void {
  const measured = runners.filter(({ values }) => values !== undefined);
  const yardstick = measured.find(({ contestant }) => contestant.peer === "torch") ?? measured[0];
  for (const runner of measured) {
    const apart = difference(runner.values!, yardstick!.values!);
    if (apart <= tolerance[kind]) continue;
    const what = kind === "step" ? "losses" : "output";
    runner.mismatch ??= `${what} ${apart.toExponential(1)} from ${yardstick!.contestant.name}`;
  }
}

async function finish(runner: Runner): Promise<void> {
  await runner.attempt(async () => {
    runner.memory = (await runner.program.ask({ ask: "memory" })).bytes;
    await runner.program.ask({ ask: "release" });
  });
}
