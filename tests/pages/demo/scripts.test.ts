import { afterAll, beforeAll, expect, test } from "vitest";
import { sumOf } from "../scripts.js";
import { Demo } from "./demo.js";
import { button, stepsDone, untilReady } from "./train/trainRoom.js";

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

test.each(["train", "draw", "regularize", "likelihood", "backward"])(
  "%s loads less than 200 kB of script",
  async (room) => {
    const { page, scripts, close } = await demo.visit(`#${room}`);
    await page.waitForLoadState("networkidle");
    if (room === "train") {
      await untilReady(page);
      await button(page, "One step").click();
      await expect.poll(() => stepsDone(page)).toBe(1);
    }
    const sizes = scripts.sizes();
    expect(sizes.length).toBeGreaterThan(5);
    expect(sumOf(sizes), JSON.stringify(sizes)).toBeLessThan(200_000);
    await close();
  },
);
