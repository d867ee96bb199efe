import { describe, expect, test } from "vitest";
import { checkOutcomes } from "./outcomes.js";

const good = { probabilities: Float64Array.of(0.25, 0.75, 1, 0), labels: [1, 0], classes: 2 };

describe("outcomes", () => {
  test("are taken as they are", () => {
    expect(() => checkOutcomes("calibrate", good)).not.toThrow();
  });

  test.each([
    [{ classes: 1 }, "calibrate: expected two classes or more, got 1"],
    [{ labels: [1] }, "calibrate: 1 labels of 2 classes need 2 probabilities, got 4"],
    [{ labels: [], probabilities: new Float64Array() }, "calibrate: expected outcomes, got none"],
    [{ labels: [1, 2] }, "calibrate: example 1: expected a label from 0 to 1, found 2"],
    [
      { probabilities: Float64Array.of(0.25, 0.75, -0.5, 1.5) },
      "calibrate: example 1: expected probabilities from 0 to 1, found -0.5",
    ],
    [
      { probabilities: Float64Array.of(0.25, 0.7, 1, 0) },
      "calibrate: example 0: expected probabilities that sum to 1, found a sum of 0.95",
    ],
    [
      { probabilities: Float64Array.of(Number.NaN, 0.7, 1, 0) },
      "calibrate: example 0: expected probabilities from 0 to 1, found NaN",
    ],
  ])("%o is refused", (change, message) => {
    expect(() => checkOutcomes("calibrate", { ...good, ...change })).toThrow(message);
  });
});
