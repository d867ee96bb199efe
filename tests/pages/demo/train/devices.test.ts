import { expect, test } from "vitest";
import { violations } from "../accessibility.js";
import { Demo, desktop } from "../demo.js";
import { button, stepsDone, untilReady, untilSaid } from "./trainRoom.js";

test("WebGPU trains, WebAssembly goes on when it is chosen, and when the graphics device is really lost", async () => {
  const demo = await Demo.open({ hasWebGpu: true });
  const { page, complaints, close } = await demo.visit("?device=gpu#train/", desktop);
  const computesOn = page.getByLabel("Compute on");
  await page.locator('[data-device="gpu"]').waitFor();
  await page.getByLabel("Learn from").selectOption("shape");
  // One step an epoch: on the processor a graphics device takes half a second for one.
  await page.getByLabel("Amount").fill("40");
  await untilReady(page);
  await button(page, "One step").click();
  await untilSaid(page, "Paused.");
  expect(await stepsDone(page)).toBe(1);
  await computesOn.selectOption("cpu");
  await page.locator('[data-device="threads"]').waitFor();
  await button(page, "Resume").click();
  await untilSaid(page, /^Done: \d/);
  await computesOn.selectOption("gpu");
  await page.locator('[data-device="gpu"]').waitFor();
  await button(page, "Train further").click();
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(100);
  await demo.loseGraphics();
  await untilSaid(
    page,
    /^The graphics device is gone.* What was learned up to the end of the last epoch is kept/,
  );
  expect(await button(page, "Save the network").isEnabled()).toBe(false);
  expect(await violations(page)).toEqual([]);
  await button(page, "Go on with WebAssembly").click();
  await page.locator('[data-device="threads"]').waitFor();
  await untilSaid(page, /^Done: \d/);
  expect(await stepsDone(page)).toBe(200);
  expect(await button(page, "Save the network").isEnabled()).toBe(true);
  // Lost while nothing ran, it is opened anew with the next network.
  await computesOn.selectOption("gpu");
  await page.locator('[data-device="gpu"]').waitFor();
  await demo.loseGraphics();
  await button(page, "Reset").click();
  await untilReady(page);
  await close();
  await demo.close();
  expect(complaints).toEqual([]);
}, 120_000);
