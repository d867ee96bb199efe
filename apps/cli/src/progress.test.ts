import type { TrainingEvent } from "@mebae/training";
import { expect, test, vi } from "vitest";
import { duration, Progress } from "./progress.js";

function shown(interactive: boolean, events: readonly TrainingEvent[]): string {
  let text = "";
  const signal = new AbortController().signal;
  const progress = new Progress(
    { stdout: () => {}, stderr: (t) => (text += t), interactive, signal },
    "fold 1, ",
  );
  vi.spyOn(performance, "now")
    .mockReturnValueOnce(1000)
    .mockReturnValueOnce(1050)
    .mockReturnValueOnce(1200)
    .mockReturnValue(9000);
  for (const event of events) progress.listen(event);
  vi.restoreAllMocks();
  return text;
}

const step = (n: number): TrainingEvent => ({
  ...{ type: "step", epoch: 1, step: n, steps: 90, loss: 1, examplesPerSecond: 12345.6, secondsLeft: 74.2 },
});
const epoch: TrainingEvent = {
  ...{ type: "epoch", epoch: 1, epochs: 9, step: 10, loss: 0.5, validationLoss: 0.25, isBest: true },
  ...{ metrics: { accuracy: 0.75 }, learningRate: 1, seconds: 1 },
};

test("a terminal sees one line with rate and time left, rewritten ten times a second at most", () => {
  const text = shown(true, [step(1), step(2), step(3), epoch]);
  const line = (n: number) => `\r\x1b[Kfold 1, step ${n}/90, 12,346 examples/s, 1 min 15 s left`;
  expect(text).toBe(
    `${line(1)}${line(3)}\r\x1b[Kfold 1, epoch 1/9: loss 0.5000, validation loss 0.2500, accuracy 0.7500\n`,
  );
});

test("elsewhere plain lines alone, without control characters", () => {
  expect(shown(false, [step(1), epoch])).toBe(
    "fold 1, epoch 1/9: loss 0.5000, validation loss 0.2500, accuracy 0.7500\n",
  );
});

test.each([
  [0, "0 s"],
  [59.2, "1 min 0 s"],
  [3600, "1 h 0 min"],
])("%d seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
