import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./accessibility.js";
import { Demo, drawn, type OpenPage, overflow, phone } from "./demo.js";

let demo: Demo;
let desk: OpenPage;
beforeAll(async () => {
  demo = await Demo.open();
  desk = await demo.visit("#regularize");
});
afterAll(() => demo?.close());

const verdict = (page: Page) => page.getByRole("status").filter({ hasText: /of 1000 new examples right/ });
const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });
const share = async (page: Page, name: string) =>
  Number.parseFloat((await row(page, name).getByRole("cell").nth(1).textContent())!);

test("six networks train by themselves, tell how they ended, and end so again from the same seed, paused or not", async () => {
  const { page } = desk;
  await verdict(page).waitFor();
  expect(await page.getByRole("article").count()).toBe(6);
  const nothing = await share(page, "Nothing");
  for (const name of [
    "Weight decay",
    "Dropout",
    "Batch normalization",
    "Early stopping",
    "Noise on the weights",
  ])
    expect(await share(page, name), name).toBeGreaterThan(nothing);
  expect(await page.getByRole("article", { name: "Early stopping" }).textContent()).toMatch(
    /Went back to step \d+/,
  );
  const chart = page
    .getByRole("article", { name: "Nothing" })
    .getByRole("img", { name: /^Training and test loss/ });
  expect(await chart.getAttribute("aria-label")).toMatch(/Training now 0\.\d\d, test now \d\.\d\d/);
  expect(await violations(page)).toEqual([]);
  // Again from the same seed: held in between, and seen from another tab.
  const first = await row(page, "Dropout").textContent();
  await page.getByRole("button", { name: "Train again" }).click();
  const progress = page.getByRole("progressbar");
  await page.getByRole("button", { name: "Pause" }).click();
  const goOn = page.getByRole("button", { name: "Go on" });
  await goOn.waitFor();
  await drawn(page);
  const held = await progress.getAttribute("aria-label");
  expect(held).not.toBe("Step 1000 of 1000");
  await page.waitForTimeout(300);
  expect(await progress.getAttribute("aria-label")).toBe(held);
  await goOn.click();
  await page.getByRole("tab", { name: "Backward" }).click();
  await page.getByRole("tab", { name: "Regularize" }).click();
  await verdict(page).waitFor();
  expect(await row(page, "Dropout").textContent()).toBe(first);
  expect(desk.complaints).toEqual([]);
});

test("by keyboard: less data and a stronger decay train anew, and a strange seed is refused", async () => {
  const { page } = desk;
  const norm = async () => Number(await row(page, "Weight decay").getByRole("cell").nth(3).textContent());
  const before = await norm();
  await page.getByLabel("Amount of data").focus();
  await page.keyboard.press("Home");
  await page.getByText("20 examples").waitFor();
  await page.getByLabel("Strength λ").focus();
  await page.keyboard.press("End");
  await page.getByRole("textbox", { name: "Seed" }).fill("x");
  await page.getByRole("alert").filter({ hasText: "“x” isn't a whole number" }).waitFor();
  await expect.poll(norm).toBeLessThan(0.8 * before);
  await verdict(page).waitFor();
  expect(desk.complaints).toEqual([]);
});

test("on a phone, in Japanese: repeats with other seeds, and can be stopped", async () => {
  const { page, complaints, close } = await demo.visit("#regularize", { ...phone, locale: "ja-JP" });
  const again = page.getByRole("button", { name: "種を変えて 10 回くり返す" });
  await page.getByRole("status").filter({ hasText: "当てました" }).waitFor();
  await again.tap();
  // How many there are by the time that the page is looked at is up to the machine.
  await page.getByRole("columnheader", { name: /^テスト\(種 [1-9] 個\)$/ }).waitFor();
  await page.getByRole("button", { name: "くり返しをやめる" }).tap();
  await again.waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await close();
  expect(complaints).toEqual([]);
});
