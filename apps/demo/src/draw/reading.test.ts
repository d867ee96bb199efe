import { expect, test } from "vitest";
import { guessOf } from "./reading.js";

const classes = ["0", "1", "2"];

test("the most probable class and the next, sure from 60 % on", () => {
  expect(guessOf({ classes, probabilities: [0.1, 0.2, 0.7] })).toEqual({
    best: "2",
    probability: 0.7,
    second: "1",
    secondProbability: 0.2,
    isSure: true,
  });
  expect(guessOf({ classes, probabilities: [0.59, 0.41, 0] }).isSure).toBe(false);
});
