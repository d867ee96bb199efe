import { afterAll, beforeAll, expect, test } from "vitest";
import { violations } from "./accessibility.js";
import { Demo, desktop, overflow, phone } from "./demo.js";

const titles = ["Train", "Draw", "Regularize", "Likelihood", "Backward"];

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

test("opens on the first tab, in the browser's language, and says what it computes on", async () => {
  const { page, complaints, close } = await demo.visit();
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Train");
  expect(await page.locator("[data-device]").textContent()).toMatch(/WebAssembly, \d+ threads/);
  await close();
  expect(complaints).toEqual([]);
});

test("arrows, Home and End go through the tabs, and only the open one is a stop of the Tab key", async () => {
  const { page, complaints, close } = await demo.visit();
  await page.getByRole("tab", { name: "Train" }).focus();
  for (const name of [...titles.slice(1), titles[0]!]) {
    await page.keyboard.press("ArrowRight");
    const open = page.getByRole("tab", { selected: true });
    expect(await open.textContent()).toBe(name);
    expect(await open.evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await page.locator('[role="tab"][tabindex="0"]').count()).toBe(1);
    await page.getByRole("heading", { level: 1, name }).waitFor();
  }
  await page.keyboard.press("End");
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Backward");
  await page.keyboard.press("Home");
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Train");
  await close();
  expect(complaints).toEqual([]);
});

test("speaks Japanese to a Japanese browser and by its button, and remembers it", async () => {
  const { page, close } = await demo.visit("", { locale: "ja-JP" });
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("学習");
  await page.getByRole("button", { name: "English" }).click();
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Train");
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
  await page.reload();
  expect(await page.getByRole("tab", { selected: true }).textContent()).toBe("Train");
  await page.getByRole("button", { name: "日本語" }).click();
  expect(await page.locator("html").getAttribute("lang")).toBe("ja");
  await close();
});

test("the skip link is the first stop and leads to the content", async () => {
  const { page, close } = await demo.visit();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("room");
  await close();
});

test.each([
  { name: "phone", view: phone },
  { name: "desktop", view: desktop },
])("$name, light and dark: axe finds nothing, and nothing is wider than the screen", async ({ view }) => {
  // Without motion no colour is on its way from one theme to the other.
  const { page, complaints, close } = await demo.visit("", { ...view, reducedMotion: "reduce" });
  for (const name of titles) {
    await page.getByRole("tab", { name }).click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.waitForLoadState("networkidle");
    expect(await violations(page), name).toEqual([]);
    expect(await overflow(page), `${name} is as wide as the screen`).toBe(0);
    // In the dark only colours are others.
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await violations(page, ["color-contrast"]), `${name}, dark`).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
  }
  await close();
  expect(complaints).toEqual([]);
});
