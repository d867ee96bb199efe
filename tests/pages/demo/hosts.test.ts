import { expect, test } from "vitest";
import { sumOf } from "../scripts.js";
import { Demo } from "./demo.js";

test("a host that sends no headers: one thread, and why", async () => {
  const demo = await Demo.open({ isIsolated: false });
  const { page, complaints, close } = await demo.visit();
  const said = await page.locator("[data-device]").textContent();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(said).toContain("WebAssembly, one thread");
  expect(said).toContain("This browser offers no WebGPU here.");
  expect(said).toContain("cross-origin isolated");
  await close();
  await demo.close();
  expect(complaints).toEqual([]);
});

test("a browser with WebGPU: by choice where it computes on the processor, and remembered", async () => {
  const demo = await Demo.open({ hasWebGpu: true });
  const { page, complaints, scripts, close } = await demo.visit();
  const note = page.locator("[data-device]");
  expect(await note.textContent()).toMatch(/threads.*would compute on the processor/);
  await page.getByLabel("Compute on").selectOption("gpu");
  await page.locator('[data-device="gpu"]').waitFor();
  expect(await note.textContent()).toMatch(/WebGPU \(.*swiftshader/i);
  const sizes = scripts.sizes();
  expect(sumOf(sizes), JSON.stringify(sizes)).toBeLessThan(200_000);
  // Float64 isn't on the GPU: this room goes on with the processor.
  await page.getByRole("tab", { name: "Backward" }).click();
  await page.getByText("All 4 partial derivatives agree").waitFor();
  await page.reload();
  await page.locator('[data-device="gpu"]').waitFor();
  await close();
  await demo.close();
  expect(complaints).toEqual([]);
});

test("after the first visit the page opens without its host", async () => {
  const demo = await Demo.open();
  const { page, complaints, close } = await demo.visit("", { serviceWorkers: "allow" });
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  // Activated means that every file is in the cache.
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await demo.stopServing();
  // From elsewhere, so that the whole page is loaded anew.
  await page.goto("about:blank");
  await page.goto(`${demo.address}#backward`);
  await page.locator("[data-device]").waitFor();
  expect(await page.locator("[data-device]").textContent()).toMatch(/threads/);
  for (const name of ["Train", "Draw", "Regularize", "Likelihood", "Backward"]) {
    await page.getByRole("tab", { name }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    expect(await page.getByRole("alert").count()).toBe(0);
  }
  await page.getByText("All 4 partial derivatives agree").waitFor();
  await close();
  await demo.close();
  // Chromium asks for the icon past the service worker.
  expect(complaints.filter((line) => !line.includes("icon.svg"))).toEqual([]);
});
