import { afterAll, beforeAll, expect, test } from "vitest";
import { long, tasksWhile } from "../../trace.js";
import { violations } from "../accessibility.js";
import { Demo, desktop, drawn, overflow, phone } from "../demo.js";
import { button, figureOf, stepsDone, untilReady, untilSaid } from "./trainRoom.js";

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

test("learns the generated digits, shows how it goes, and leaves the page's main thread free", async () => {
  const { page, complaints, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  expect(await page.getByRole("img", { name: /^Example images/ }).count()).toBe(1);
  expect(await violations(page)).toEqual([]);
  const tasks = await tasksWhile(page, async () => {
    await button(page, "Train").click();
    await untilSaid(page, /^Done: \d/);
  });
  expect(tasks.length).toBeGreaterThan(100);
  // By the thread's own processor time: on a busy machine any task may wait for one.
  const longest = Math.max(...tasks.map(({ tdur = 0 }) => tdur));
  console.log(
    `${tasks.length} tasks of the main thread, the longest ${(longest / 1000).toFixed(0)} ms of processor`,
  );
  expect(longest).toBeLessThan(long);
  expect(await figureOf(page, "Accuracy")).toBeGreaterThan(90);
  expect(await figureOf(page, "Validation loss")).toBeLessThan(0.5);
  const loss = page.getByRole("img", { name: /^Loss\. Training 0\.\d+, validation 0\.\d+/ });
  const accuracy = page.getByRole("img", { name: /^Accuracy\. Training \d+\.\d%, validation 9\d\.\d%/ });
  for (const chart of [loss, accuracy]) expect(await chart.count()).toBe(1);
  // Thirty held-out examples of each digit, in rows by what they are.
  const rows = page.getByRole("region", { name: "What was taken for what" }).getByRole("row");
  expect(await rows.count()).toBe(11);
  const sums = await rows.evaluateAll((all) =>
    all
      .slice(1)
      .map((row) => [...row.querySelectorAll("td")].reduce((sum, cell) => sum + Number(cell.textContent), 0)),
  );
  expect(sums).toEqual(Array(10).fill(30));
  expect(await page.getByRole("img", { name: "8 small images of the layer Conv2d" }).count()).toBe(1);
  const answer = page.getByText(/^True: \d\. Predicted: \d/);
  const before = await answer.textContent();
  await page.getByRole("button", { name: "Next example" }).click();
  await page.getByText(/^Held-out example 2 of 300/).waitFor();
  expect(await answer.textContent()).not.toBe(before);
  expect(await violations(page)).toEqual([]);
  await close();
  expect(complaints).toEqual([]);
});

test("single steps, pause, another tab meanwhile, resume and reset", async () => {
  const { page, complaints, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  await button(page, "One step").click();
  await untilSaid(page, "Paused.");
  expect(await stepsDone(page)).toBe(1);
  await button(page, "One step").click();
  await expect.poll(() => stepsDone(page)).toBe(2);
  await button(page, "Resume").click();
  await page.getByRole("tab", { name: "Backward" }).click();
  await page.getByRole("heading", { level: 1, name: "Backward" }).waitFor();
  await page.getByRole("tab", { name: "Train" }).click();
  // It went on while another tab was open.
  await expect.poll(() => stepsDone(page)).toBeGreaterThan(2);
  await button(page, "Pause").click();
  await untilSaid(page, "Paused.");
  await drawn(page);
  const paused = await stepsDone(page);
  expect(paused).toBeLessThan(570);
  await page.waitForTimeout(200);
  expect(await stepsDone(page)).toBe(paused);
  await button(page, "Reset").click();
  await untilReady(page);
  expect(await page.getByRole("progressbar").count()).toBe(0);
  expect(await page.getByText("–").first().isVisible()).toBe(true);
  await close();
  expect(complaints).toEqual([]);
});

test("points in a plane: the boundary, in Japanese, on a phone, in the dark", async () => {
  const view = { ...phone, locale: "ja-JP", colorScheme: "dark" as const };
  const { page, complaints, close } = await demo.visit("#train", view);
  await page.getByText("準備ができました").waitFor();
  await page.getByRole("heading", { name: "データ" }).click();
  await page.getByLabel("学習に使うもの").selectOption("shape");
  await page.getByRole("img", { name: /^平面をクラス A, B の色で塗り/ }).waitFor();
  await button(page, "学習する").click();
  await untilSaid(page, /^完了しました/);
  expect(await figureOf(page, "正解率")).toBeGreaterThan(90);
  expect(await violations(page)).toEqual([]);
  // Opened from the last on: a locator of closed ones counts again each time.
  for (const summary of (await page.locator("details:not([open]) > summary").all()).reverse())
    await summary.click();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await close();
  expect(complaints).toEqual([]);
});

test("steps that are far too large: it says so, and what to do", async () => {
  const { page, complaints, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  await page.getByRole("heading", { name: "Optimizer" }).click();
  await page.getByLabel("Optimizer").selectOption("sgd");
  await page.getByLabel("Learning rate").fill("10");
  await page.getByRole("heading", { name: "Regularizers" }).click();
  // Each step multiplies the weights by 1 - ηλ = -9.
  await page.getByLabel("L2 penalty").fill("1");
  await untilReady(page);
  await button(page, "Train").click();
  await untilSaid(page, /^The loss grew beyond all numbers in step \d+\. Lower the learning rate/);
  expect(await button(page, "Train").isEnabled()).toBe(true);
  await page.getByLabel("Learning rate").fill("0.1");
  await page.getByLabel("L2 penalty").fill("0");
  await button(page, "Train").click();
  await expect.poll(() => figureOf(page, "Accuracy")).toBeGreaterThan(20);
  await close();
  expect(complaints).toEqual([]);
});
