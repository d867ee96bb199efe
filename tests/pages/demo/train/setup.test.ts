import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo, desktop } from "../demo.js";
import { button, stepsDone, untilReady, untilSaid } from "./trainRoom.js";

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let turn = 0; turn < 80; turn++) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const node = document.activeElement as HTMLInputElement | null;
      return node?.getAttribute("aria-label") ?? node?.labels?.[0]?.textContent ?? node?.textContent;
    });
    if (found === name) return;
  }
  throw new Error(`Tab doesn't come to "${name}"`);
}

test("a whole training by the keyboard: data, a layer moved, a step, training to the end", async () => {
  const { page, complaints, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  await tabTo(page, "Learn from");
  await page.keyboard.press("ArrowDown");
  await untilReady(page);
  await page.getByRole("img", { name: /^The plane in the colours of the classes A, B/ }).waitFor();
  await tabTo(page, "Move Affine 1 down");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toBe("Move Affine 2 down");
  await untilReady(page);
  await page.getByRole("tab", { name: "Train" }).focus();
  await tabTo(page, "One step");
  await page.keyboard.press("Enter");
  await expect.poll(() => stepsDone(page)).toBe(1);
  await page.getByRole("tab", { name: "Train" }).focus();
  await tabTo(page, "Resume");
  await page.keyboard.press("Enter");
  await untilSaid(page, /^Done: \d/);
  await close();
  expect(complaints).toEqual([]);
});

test("layers that don't fit: which one expected what, before training, and a way out", async () => {
  const { page, complaints, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  await button(page, "Remove Flatten 7").click();
  await page.getByText("The output layer expects a row of numbers, and gets 16 × 6 × 6.").waitFor();
  await expect.poll(() => button(page, "Train").isEnabled()).toBe(false);
  await button(page, "Put Flatten before it").click();
  await untilReady(page);
  expect(await button(page, "Train").isEnabled()).toBe(true);
  await close();
  expect(complaints).toEqual([]);
});

test("a link brings the whole set-up; an altered one is refused and changes nothing", async () => {
  const { page, complaints, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  await page.getByLabel("Learn from").selectOption("shape");
  await page.getByLabel("Shape").selectOption("xor");
  await page.getByRole("heading", { name: "Optimizer" }).click();
  await page.getByLabel("Optimizer").selectOption("rmsprop");
  await button(page, "Copy link to this set-up").click();
  const link = await page.getByLabel("The link").inputValue();
  const path = link.slice(link.indexOf("#"));
  const other = await demo.visit(path, desktop);
  await untilReady(other.page);
  expect(await other.page.getByLabel("Shape").inputValue()).toBe("xor");
  await other.page.getByRole("heading", { name: "Optimizer" }).click();
  expect(await other.page.getByLabel("Optimizer").inputValue()).toBe("rmsprop");
  await other.close();
  const altered = await demo.visit(path.slice(0, -12), desktop);
  await altered.page.getByText(/^This link was cut or altered/).waitFor();
  expect(await altered.page.getByLabel("Learn from").inputValue()).toBe("digits");
  await altered.close();
  await close();
  expect([...complaints, ...other.complaints, ...altered.complaints]).toEqual([]);
});
