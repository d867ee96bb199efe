import { describe, expect, test } from "vitest";
import { planTraining } from "./plan.js";

const wanted = { steps: 800, members: 3, most: 8, secondsPerStep: 0.02 };

describe("a plan", () => {
  test("without a budget is the recipe's own", () => {
    expect(planTraining(wanted)).toEqual({ members: 3, steps: 800 });
  });

  test("takes more nets where there is time, up to the most", () => {
    expect(planTraining({ ...wanted, secondsLeft: 100 })).toEqual({ members: 8, steps: 575 });
    expect(planTraining({ ...wanted, secondsLeft: 1000 })).toEqual({ members: 8, steps: 800 });
  });

  test("takes fewer nets, and then fewer steps, where there is little", () => {
    expect(planTraining({ ...wanted, secondsLeft: 20 })).toEqual({ members: 1, steps: 800 });
    expect(planTraining({ ...wanted, secondsLeft: 10 })).toEqual({ members: 1, steps: 460 });
    expect(planTraining({ ...wanted, secondsLeft: -5 })).toEqual({ members: 1, steps: 20 });
  });

  test("never takes longer than there is, but for the shortest", () => {
    for (let secondsLeft = 1; secondsLeft < 300; secondsLeft += 7) {
      const { members, steps } = planTraining({ ...wanted, secondsLeft });
      expect(members * steps * wanted.secondsPerStep).toBeLessThanOrEqual(secondsLeft);
      expect(members).toBeLessThanOrEqual(8);
    }
  });
});
