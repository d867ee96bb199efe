import { expect, test } from "vitest";
import { Demo, desktop } from "../demo.js";
import { button, stepsDone, untilReady, untilSaid } from "./trainRoom.js";

test("WebGPU trains, and WebAssembly goes on from its last epoch when it is chosen meanwhile", async () => {
  const demo = await Demo.open({ hasWebGpu: true });
  const { page, complaints, close } = await demo.visit("?device=gpu#train/", desktop);
  await page.locator('[data-device="gpu"]').waitFor();
  await page.getByLabel("Learn from").selectOption("shape");
  await untilReady(page);
  await button(page, "One step").click();
  await untilSaid(page, "Paused.");
  expect(await stepsDone(page)).toBeGreaterThanOrEqual(1);
  await page.getByLabel("Compute on").selectOption("cpu");
  await page.locator('[data-device="threads"]').waitFor();
  await button(page, "Resume").click();
  await untilSaid(page, /^Done: \d/);
  await close();
  await demo.close();
  expect(complaints).toEqual([]);
});
