import { generateDigits, imageExamples } from "@mebae/data";
import type { CommonOptions } from "../arguments.js";
import type { Io } from "../io.js";
import { Output } from "../output.js";
import { runJob } from "../training/runJob.js";
import { trainAndHoldOut } from "../training/trainOnce.js";

export interface DemoOptions extends CommonOptions {
  readonly out: string;
  readonly seed: number;
  readonly epochs?: number;
  readonly resume: boolean;
}

const size = 28;
const count = 2000;

/** Trains on generated digits, judges the network by digits that it hasn't seen, and leaves model and report. */
export async function demo({ out, seed, epochs = 10, resume, json }: DemoOptions, io: Io): Promise<number> {
  const output = new Output(io, json);
  const source = imageExamples(generateDigits({ count, size, seed }));
  output.say(`${count} generated digits of ${size} × ${size} pixels, a fifth of them held out.`);
  const task = { io, output, source, recipe: "network", settings: { epochs }, seed } as const;
  return runJob(task, { out, identity: { demo: true, seed, epochs }, resume }, trainAndHoldOut);
}
