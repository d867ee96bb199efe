import type { TrainingEvent } from "@mebae/training";
import { describe, expect, test, vi } from "vitest";
import { duration, PartProgress, Progress } from "./progress.js";

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
  [59.2, "1 min"],
  [3600, "1 h"],
])("%d seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

describe("how much is done", () => {
  const show = (interactive: boolean, times: readonly number[], whole = 1000) => {
    let text = "";
    const now = vi.spyOn(performance, "now").mockReturnValue(1000);
    const stderr = (part: string) => void (text += part);
    const io = { stdout: stderr, stderr, interactive, signal: new AbortController().signal };
    const progress = new PartProgress(io);
    for (const seconds of times) {
      now.mockReturnValue(1000 + 1000 * seconds);
      progress.show("fold 1/5", seconds / whole, 90);
    }
    progress.clear();
    now.mockRestore();
    return text;
  };

  test("elsewhere: a line after ten seconds, and fewer the longer it takes", () => {
    const text = show(false, [0, 5, 10, 19, 20, 100, 119, 125]);
    expect(text.match(/fold 1\/5: \d+ % done/g)).toEqual(
      [1, 2, 10, 12].map((percent) => `fold 1/5: ${percent} % done`),
    );
    expect(text).toContain("fold 1/5: 2 % done, 6.0 % a minute, about 1 min 30 s left\n");
    expect(text).not.toContain("\x1b");
  });

  test("a second, where it takes less than a minute", () => {
    expect(show(true, [0, 1], 2)).toContain("50 % done, 50 % a second,");
    expect(show(true, [0, 1], 50)).toContain("2 % done, 2.0 % a second,");
    expect(show(true, [0, 1], 61)).toContain("1 % done, 98 % a minute,");
  });

  test("in a terminal: one line that is rewritten, and taken away", () => {
    const text = show(true, [0, 0.05, 0.2]);
    expect(text.split("\r\x1b[K")).toEqual([
      "",
      expect.stringMatching(/^fold 1\/5: 0 % done/),
      expect.stringMatching(/^fold 1\/5: 0 % done/),
      "",
    ]);
  });
});
