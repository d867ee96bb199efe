import { generateDigits } from "@mebae/data";
import { Affine, Dropout, Flatten, ReLU, Sequential } from "@mebae/layers";
import type { CommonOptions } from "../arguments.js";
import { imageSource } from "../data/imageSource.js";
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

function makeNetwork(seed: number): Sequential {
  return new Sequential(
    [new Flatten(), new Affine(size * size, 128), new ReLU(), new Dropout(0.3), new Affine(128, 10)],
    { seed },
  );
}

/** Trains on generated digits, judges the network by digits that it hasn't seen, and leaves model and report. */
export async function demo({ out, seed, epochs = 20, resume, json }: DemoOptions, io: Io): Promise<number> {
  const output = new Output(io, json);
  const source = imageSource(generateDigits({ count, size, seed }));
  output.say(`${count} generated digits of ${size} × ${size} pixels, a fifth of them held out.`);
  const given = { path: "the demo", make: makeNetwork };
  const task = { io, output, source, settings: { epochs }, seed, given };
  return runJob(task, { out, identity: { demo: true, seed, epochs }, resume }, trainAndHoldOut);
}
