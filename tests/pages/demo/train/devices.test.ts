import type { Locator } from "playwright";
import { expect, test } from "vitest";
import { isTested } from "../../../../tools/machine.mjs";
import { violations } from "../accessibility.js";
import { Demo, desktop } from "../demo.js";
import { button, stepsDone, untilReady, untilSaid } from "./trainRoom.js";

/** Whether there is anything on a canvas. Read once more at most: Chromium complains of one that is read again and again. */
const isDrawn = (canvas: Locator) =>
  canvas.evaluate(async (node: HTMLCanvasElement) => {
    const context = node.getContext("2d")!;
    if (context.isContextLost()) return false;
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return context.getImageData(0, 0, node.width, node.height).data.some((byte) => byte > 0);
  });

/** As the engine's own tests: on the software adapter half a minute, which is for a machine that promised it. */
const isPromised = await isTested("webgpu");

test.skipIf(!isPromised)(
  "WebGPU trains, WebAssembly goes on when it is chosen, and in each room when the graphics device is really lost",
  async () => {
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
    expect(await page.locator("[data-device]").textContent()).toMatch(
      /^The graphics device \(.*\) was lost.*or choose WebAssembly here\./,
    );
    expect(await button(page, "Save the network").isEnabled()).toBe(false);
    expect(await violations(page)).toEqual([]);
    await button(page, "Go on with WebAssembly").click();
    await page.locator('[data-device="threads"]').waitFor();
    await untilSaid(page, /^Done: \d/);
    expect(await stepsDone(page)).toBe(200);
    expect(await button(page, "Save the network").isEnabled()).toBe(true);
    // The other rooms have a way on as well. Chromium gives no device any more after it was lost twice: once for all of them.
    await computesOn.selectOption("gpu");
    await page.getByLabel("Learn from").selectOption("digits");
    await untilReady(page);
    await page.getByRole("tab", { name: "Draw" }).click();
    await page.getByRole("button", { name: /^Example of 3/ }).click();
    const answer = page.locator(".guess").filter({ hasText: /\d%/ });
    const before = await answer.textContent();
    await page.getByRole("tab", { name: "Regularize" }).click();
    const picture = page.getByRole("article").locator("canvas").first();
    await picture.waitFor();
    await demo.loseGraphics();
    const lost = page.getByRole("alert").filter({ hasText: /^The graphics device is gone/ });
    await lost.filter({ hasText: "It takes seconds to begin anew" }).waitFor();
    // The browser empties pictures too: they are drawn again.
    await expect.poll(() => isDrawn(picture)).toBe(true);
    expect(await violations(page)).toEqual([]);
    // Where nothing ran it is told at once.
    await page.getByRole("tab", { name: "Train" }).click();
    await untilSaid(page, /^The graphics device is gone/);
    await page.getByRole("tab", { name: "Draw" }).click();
    await lost.filter({ hasText: "Your drawing is still here" }).waitFor();
    expect(await page.locator(".guess").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await computesOn.selectOption("cpu");
    await answer.filter({ hasText: before! }).waitFor();
    await page.getByRole("tab", { name: "Regularize" }).click();
    await button(page, "Begin anew with WebAssembly").click();
    await page.getByText(/of 1000 new examples right/).waitFor();
    expect(await page.locator(".problem").count()).toBe(0);
    await close();
    await demo.close();
    expect(complaints).toEqual([]);
  },
  120_000,
);
