import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./accessibility.js";
import { Demo, type OpenPage, overflow, phone } from "./demo.js";

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

type Place = readonly [x: number, y: number];

/** Strokes, in shares of the surface. */
const one: readonly Place[] = [
  [0.42, 0.3],
  [0.52, 0.2],
  [0.52, 0.8],
];
const seven: readonly Place[] = [
  [0.3, 0.2],
  [0.7, 0.2],
  [0.45, 0.8],
];
const zero: readonly Place[] = Array.from({ length: 25 }, (_, i) => [
  0.5 + 0.2 * Math.sin((2 * Math.PI * i) / 24),
  0.5 - 0.3 * Math.cos((2 * Math.PI * i) / 24),
]);

const surface = (page: Page) => page.getByRole("application", { name: "Drawing surface" });

async function places(page: Page, stroke: readonly Place[]): Promise<readonly Place[]> {
  const { x, y, width, height } = (await surface(page).boundingBox())!;
  return stroke.map(([right, down]) => [x + right * width, y + down * height]);
}

async function drawByMouse(page: Page, stroke: readonly Place[]): Promise<void> {
  const [first, ...others] = await places(page, stroke);
  await page.mouse.move(...first!);
  await page.mouse.down();
  for (const place of others) await page.mouse.move(...place, { steps: 4 });
  await page.mouse.up();
}

/** A finger's way, which only the browser's own protocol can send. */
async function drawByTouch(page: Page, stroke: readonly Place[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const [first, ...others] = await places(page, stroke);
  const send = (type: "touchStart" | "touchMove" | "touchEnd", place?: Place) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: place ? [{ x: place[0], y: place[1] }] : [],
    });
  await send("touchStart", first);
  for (const place of others) await send("touchMove", place);
  await send("touchEnd");
}

const trained = (page: Page) =>
  page.getByRole("status").filter({ hasText: /has learned .* of those held out right/ });
const answer = (page: Page, name: string) =>
  page.getByRole("status").filter({ hasText: new RegExp(`^(This is|Not sure:) ${name} \\(`) });

describe("with the digits' network, which is trained by itself", () => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await demo.visit("#draw");
    await trained(opened.page).waitFor();
  });
  afterAll(() => opened?.close());

  test("by mouse: a 1, a 7 and a 0 are read", async () => {
    const { page } = opened;
    for (const [name, stroke] of [
      ["1", one],
      ["7", seven],
      ["0", zero],
    ] as const) {
      await drawByMouse(page, stroke);
      await answer(page, name).waitFor({ state: "attached" });
      const shares = await page
        .getByRole("list", { name: "Probability of each class" })
        .getByRole("listitem")
        .allTextContents();
      expect(shares).toHaveLength(10);
      // Each class has a bar with room to grow in, and one line of text.
      const boxes = await page.locator(".bars .amount").evaluateAll((nodes) =>
        nodes.map((node) => {
          const line = node.parentElement!.getBoundingClientRect();
          return { width: node.getBoundingClientRect().width, height: line.height };
        }),
      );
      expect(Math.min(...boxes.map(({ width }) => width))).toBeGreaterThan(100);
      expect(new Set(boxes.map(({ height }) => Math.round(height))).size).toBe(1);
      if (name === "0") expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Clear" }).click();
      await page.getByText("Waiting for a drawing.").waitFor();
    }
    await drawByMouse(page, one);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Waiting for a drawing.").waitFor();
    expect(opened.complaints).toEqual([]);
  });

  test("by keyboard alone: the pen draws a 1, and an example is taken instead", async () => {
    const { page } = opened;
    await surface(page).focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Space");
    await page.getByRole("status").filter({ hasText: "Pen down, row 7, column 13." }).waitFor({
      state: "attached",
    });
    for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Space");
    await answer(page, "1").waitFor({ state: "attached" });
    await page.keyboard.press("Delete");
    await page.getByText("Waiting for a drawing.").waitFor();
    const example = page.getByRole("button", { name: /^Example of \d, number 3$/ });
    const name = /of (\d)/.exec((await example.getAttribute("aria-label"))!)![1]!;
    await example.focus();
    await page.keyboard.press("Enter");
    expect(await example.getAttribute("aria-pressed")).toBe("true");
    await answer(page, name).waitFor({ state: "attached" });
    expect(opened.complaints).toEqual([]);
  });

  test("what it isn't sure of, and another network that can't read: in Japanese, as wide as a phone", async () => {
    const { page } = opened;
    await page.setViewportSize(phone.viewport);
    await drawByMouse(page, [[0.5, 0.5]]);
    const guess = page.locator(".guess");
    await guess.filter({ hasText: /^Not sure: \d \(\d+\.\d%\)\? Or \d \(\d+\.\d%\)\?$/ }).waitFor();
    // The dot is seen, too. Read once: Chromium complains of a canvas that is read again and again.
    const ink = await surface(page)
      .locator("canvas")
      .evaluate((node: HTMLCanvasElement) => node.getContext("2d")!.getImageData(300, 300, 1, 1).data[3]);
    expect(ink).toBe(255);
    await page.getByRole("button", { name: "日本語" }).click();
    await guess
      .filter({ hasText: /^自信がありません。\d\(\d+\.\d%\)か、\d\(\d+\.\d%\)でしょうか。$/ })
      .waitFor();
    // Answers are seen without scrolling.
    expect((await guess.boundingBox())!.y).toBeLessThan(700);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole("tab", { name: "学習" }).click();
    await page.getByRole("heading", { name: "データ" }).click();
    await page.getByLabel("学習に使うもの").selectOption("shape");
    await page.getByRole("img", { name: /^平面をクラス A, B の色で塗り/ }).waitFor();
    await page.getByRole("tab", { name: "描く" }).click();
    await page.getByText("「学習」のネットワークは白黒の画像を受け取らないので、絵を読めません。").waitFor();
    expect(await guess.count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await page.getByRole("button", { name: "数字のネットワークを学習させる" }).click();
    // The drawing is still there, and read again.
    await guess.filter({ hasText: /\d%/ }).waitFor();
    await page.getByRole("button", { name: "消す" }).click();
    await guess.filter({ hasText: "描かれるのを待っています。" }).waitFor();
    expect(opened.complaints).toEqual([]);
  });
});

test("by finger on a phone, while the network may still learn: the page stays in place and the 7 is read", async () => {
  const { page, complaints, close } = await demo.visit("#draw", phone);
  await drawByTouch(page, seven);
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await trained(page).waitFor();
  await answer(page, "7").waitFor({ state: "attached" });
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await close();
  expect(complaints).toEqual([]);
});
