import { afterAll, beforeAll, expect, test } from "vitest";
import { rooms } from "../../../tools/page.mjs";
import { type LoadedScripts, sumOf } from "../scripts.js";
import { Demo } from "./demo.js";
import { button, stepsDone, untilReady } from "./train/trainRoom.js";

function expectLittle(scripts: LoadedScripts): void {
  const sizes = scripts.sizes();
  expect(sizes.length).toBeGreaterThan(5);
  expect(sumOf(sizes), JSON.stringify(sizes)).toBeLessThan(200_000);
}

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

test.each(rooms)("%s loads less than 200 kB of script", async (room) => {
  const { page, scripts, close } = await demo.visit(`#${room}`);
  await page.waitForLoadState("networkidle");
  expectLittle(scripts);
  if (room === "train") {
    // What training and its curves need is fetched by now, and is below 200 kB with all else.
    await untilReady(page);
    await button(page, "One step").click();
    await expect.poll(() => stepsDone(page)).toBe(1);
    await page.locator(".chart canvas").first().waitFor();
    expectLittle(scripts);
  }
  await close();
});
