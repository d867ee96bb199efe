import { createCpuBackend, memory, useBackend } from "@mebae/tensor";
import { beforeAll, expect, test } from "vitest";
import { firstSetup, methods, totalSteps } from "../setup.js";
import { heldBack, noisyMoons } from "./data.js";
import { networkOf } from "./network.js";
import { Race } from "./race.js";

beforeAll(() => useBackend(createCpuBackend()));

test("more data only add: the first points stay, and about 15 % are labelled wrongly", () => {
  const few = noisyMoons(20, 3, "training");
  const many = noisyMoons(400, 3, "training");
  expect(many.places.slice(0, 40)).toEqual(few.places);
  expect(many.labels.slice(0, 20)).toEqual(few.labels);
  const wrong = many.isWrong.reduce((sum, one) => sum + one, 0);
  expect(wrong).toBeGreaterThan(35);
  expect(wrong).toBeLessThan(85);
  expect(noisyMoons(400, 3, "test").isWrong.every((one) => one === 0)).toBe(true);
});

test("every method begins with the same weights", async () => {
  const first = networkOf("nothing", firstSetup);
  for (const method of methods) {
    const network = networkOf(method, firstSetup);
    for (const [i, { weight }] of network.affines.entries())
      expect(await weight.value.data(), `${method} ${i}`).toEqual(
        await first.affines[i]!.weight.value.data(),
      );
    network.model.dispose();
  }
  first.model.dispose();
});

test("with nothing the points are learned by heart, every remedy does better on new ones, and nothing is left in memory", async () => {
  const before = memory().tensors;
  const race = new Race(firstSetup);
  expect(heldBack(race.points.count)).toBe(15);
  while (!race.isOver) await race.advance(100);
  const { step, standings } = await race.moment();
  expect(step).toBe(totalSteps);
  const [nothing, ...remedies] = standings;
  expect(nothing!.scores.trainingAccuracy).toBeGreaterThan(0.95);
  for (const { method, scores, norm, problem } of remedies) {
    expect(problem, method).toBeUndefined();
    expect(scores.testAccuracy, method).toBeGreaterThan(nothing!.scores.testAccuracy + 0.02);
    expect(norm, method).toBeLessThan(nothing!.norm);
  }
  const weightDecay = remedies.find(({ method }) => method === "weightDecay")!;
  expect(weightDecay.norm).toBeLessThan(0.5 * nothing!.norm);
  const early = remedies.find(({ method }) => method === "earlyStopping")!;
  expect(early.hasStopped).toBe(true);
  expect(early.scores.step).toBeLessThan(totalSteps / 2);
  await race.dispose();
  expect(memory().tensors).toBe(before);
}, 30_000);

test("a race that is left in the middle leaves nothing in memory either", async () => {
  const before = memory().tensors;
  const race = new Race({ ...firstSetup, amount: 20 });
  await race.advance();
  await race.dispose();
  expect(memory().tensors).toBe(before);
});
