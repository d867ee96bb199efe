import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./accessibility.js";
import { Demo, type OpenPage, overflow, phone } from "./demo.js";

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

/** Opens the room and waits for its first numbers. */
async function visit(options: Parameters<Demo["visit"]>[1] = {}, path = "#backward"): Promise<OpenPage> {
  const open = await demo.visit(path, options);
  await open.page.getByRole("gridcell").first().waitFor();
  return open;
}

const choose = (page: Page, layer: string) => page.getByRole("radio", { name: layer }).check({ force: true });
const rowsOf = (page: Page, name: string) =>
  page
    .getByRole("grid", { name, exact: true })
    .getByRole("row")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
/** Waits until the numbers of `name` are these. */
const expectRows = (page: Page, name: string, rows: readonly (readonly (string | number)[])[]) =>
  expect.poll(() => rowsOf(page, name)).toEqual(rows.map((row) => row.map(String)));
const verdict = (page: Page) => page.locator("[data-check]");
const calculation = (page: Page) => page.locator("[data-derivation]");

/** How far finite differences may be off, as the page says it. */
async function expectAgreement(page: Page): Promise<void> {
  const said = await verdict(page).textContent();
  expect(await verdict(page).getAttribute("data-check"), `${said}`).toBe("agrees");
  const [, exponent] = said!.match(/10⁻([⁰¹²³⁴⁵⁶⁷⁸⁹]+)/)!;
  expect(Number([...exponent!].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)).join(""))).toBeGreaterThan(8);
  // The sentence comes a moment after the numbers: it must not push away what a person is about to press.
  const [height, kept] = await verdict(page).evaluate((line) => [
    line.clientHeight,
    Number.parseFloat(getComputedStyle(line).minHeight),
  ]);
  expect(height).toBeLessThanOrEqual(Math.ceil(kept!));
}

describe("opens on worked examples, and each agrees with finite differences", () => {
  let open: OpenPage;
  beforeAll(async () => {
    open = await visit();
  });
  afterAll(() => open?.close());

  test("Multiply", async () => {
    const { page } = open;
    await expectRows(page, "z", [[3], [8]]);
    await expectRows(page, "dx", [[15], [20]]);
    await expectRows(page, "dy", [[5], [10]]);
    expect(await page.getByLabel("dz₁", { exact: true }).inputValue()).toBe("5");
    expect(await page.getByRole("group", { name: "z" }).textContent()).toContain("[1]");
    expect(await calculation(page).textContent()).toBe("dx₁₁= dz₁·y₁₁= 5·3 = 15");
    await expectAgreement(page);
  });

  test("Affine", async () => {
    const { page } = open;
    await choose(page, "Affine");
    await expectRows(page, "y", [[28, 32, 36]]);
    await expectRows(page, "dx", [[32, 50]]);
    await expectRows(page, "dW", [[1, 2, 3], [2, 4, 6]]); // biome-ignore format: a matrix
    await expectRows(page, "db", [[1, 2, 3]]);
    await page.getByRole("gridcell", { name: /^dx₁₂/ }).hover();
    expect(await calculation(page).textContent()).toContain("= 1·7 + 2·8 + 3·9 = 50");
    expect(await page.locator(".used input").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual(["7", "8", "9", "1", "2", "3"]); // biome-ignore format: a list
    await expectAgreement(page);
  });

  test("ReLU, and its kink", async () => {
    const { page } = open;
    await choose(page, "ReLU");
    await expectRows(page, "y", [[1, 0], [0, 3]]); // biome-ignore format: a matrix
    await expectRows(page, "dx", [[1, 0], [0, 4]]); // biome-ignore format: a matrix
    await expectAgreement(page);
    await page.getByRole("button", { name: "Try x = 0" }).click();
    await page.locator('[data-check="differs"]').waitFor();
    expect(await verdict(page).textContent()).toMatch(
      /dx₁₁ is 0 by the layer, 0.5 by finite differences.*kink/,
    );
  });

  test("Sigmoid, finite at ±1000", async () => {
    const { page } = open;
    await choose(page, "Sigmoid");
    await expectRows(page, "y", [[0.1192, 0.5, 0.8808]]);
    await expectRows(page, "dx", [[0.105, 0.25, 0.105]]);
    await page.getByRole("button", { name: "Try x = −1000" }).click();
    await expectRows(page, "y", [[0, 0.5, 1]]);
    await expectRows(page, "dx", [[0, 0.25, 0]]);
    await expectAgreement(page);
  });

  test("Softmax-with-loss, by rows and by labels, exact at ±10,000", async () => {
    const { page } = open;
    await choose(page, "Softmax-with-loss");
    await expectRows(page, "y", [[0.01821, 0.2452, 0.7366]]);
    await expectRows(page, "L", [[0.3057]]);
    await page.getByRole("button", { name: "Targets as labels" }).click();
    await expectRows(page, "dx", [[0.01821, 0.2452, "−0.2634"]]);
    await page.getByLabel("t₁", { exact: true }).fill("5");
    await expect.poll(() => page.getByRole("alert").textContent()).toMatch(/refuses:.*5/);
    await page.getByRole("button", { name: "Make the shapes fit x" }).click();
    await expectRows(page, "L", [[0.3057]]);
    await page.getByRole("button", { name: "Try logits of ±10,000" }).click();
    await expectRows(page, "L", [[20_000]]);
    await expectRows(page, "dx", [[1, 0, "−1"]]);
    await expectAgreement(page);
  });

  test("BatchNorm: what happens inside, and no gradient where dy is constant", async () => {
    const { page } = open;
    await choose(page, "BatchNorm");
    await expectRows(page, "μ", [[3, 2]]);
    await expectRows(page, "σ²", [[4.667, 6]]);
    await expectRows(page, "σ²′", [[1.367, 1.5]]);
    await expectRows(page, "dβ", [[1, 1]]);
    await page.getByRole("gridcell", { name: /^dx₃₁/ }).hover();
    expect(await calculation(page).textContent()).toBe(
      "dx₃₁= ①₃₁ + ②₃₁ + ③₃₁= 0 + (−0.1543) + 0.1984 ≈ 0.04409",
    );
    await expectAgreement(page);
    await page.getByRole("button", { name: "Try dy = 1 everywhere" }).click();
    await expectRows(page, "dβ", [[3, 3]]);
    for (const cell of (await rowsOf(page, "dx")).flat()) expect(cell).toMatch(/^0$|·10⁻¹[⁵⁶⁷⁸⁹]$/);
    expect(open.complaints).toEqual([]);
  });
});

test("by the keyboard: choosing a layer, changing numbers, walking through results", async () => {
  const { page, complaints, close } = await visit();
  await page.getByRole("radio", { name: "Multiply" }).focus();
  await page.keyboard.press("ArrowRight");
  await expectRows(page, "y", [[28, 32, 36]]);
  await page.getByLabel("x₁₁", { exact: true }).focus();
  await page.keyboard.press("ArrowUp");
  await expectRows(page, "y", [[32, 37, 42]]);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("-1");
  await expectRows(page, "y", [[20, 22, 24]]);
  await page.getByRole("status").getByText("y = 20, 22, 24").waitFor({ state: "attached" });
  await page.locator('[role="grid"][aria-label="dW"] [tabindex="0"]').focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  const at = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  expect(at).toBe("dW₂₃ = 2·3 = 6");
  expect(await calculation(page).textContent()).toContain("dW₂₃= x₁₂·dy₁₃= 2·3 = 6");
  expect(await page.locator('[role="grid"][aria-label="dW"] [tabindex="0"]').count()).toBe(1);
  await close();
  expect(complaints).toEqual([]);
});

test("what isn't a number changes nothing and says so; shapes that don't fit are the layer's to refuse", async () => {
  const { page, complaints, close } = await visit();
  await choose(page, "Affine");
  await page.getByLabel("x₁₁", { exact: true }).fill("1e7");
  expect(await page.getByRole("alert").textContent()).toContain("“1e7” isn't a number from");
  await expectRows(page, "y", [[28, 32, 36]]);
  await page.getByLabel("x₁₁", { exact: true }).fill("1");
  await page.getByLabel("x has the shape [1, 2]: change it").click();
  await page.getByRole("button", { name: "Columns of x: one more" }).click();
  await expect
    .poll(() => page.getByRole("alert").textContent())
    .toContain("Affine: expected input [*, 2], got [1, 3]");
  expect(await page.getByRole("gridcell").count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Make the shapes fit x" }).click();
  await expectRows(page, "y", [[29, 33, 37]]);
  await page.getByRole("button", { name: "Rows of x: one more" }).click();
  // One dy for two rows is stretched, as NumPy does.
  await expectRows(page, "db", [[2, 4, 6]]);
  await page.getByRole("button", { name: "Worked example" }).click();
  await expectRows(page, "y", [[28, 32, 36]]);
  await close();
  expect(complaints).toEqual([]);
});

test("random values agree too, and a link carries them; a broken one says so", async () => {
  const { page, complaints, close } = await visit({ permissions: ["clipboard-read", "clipboard-write"] });
  await choose(page, "BatchNorm");
  await page.getByRole("button", { name: "Random values" }).click();
  await page.getByRole("button", { name: "Copy link" }).click();
  await page.getByText("Copied.").waitFor();
  await verdict(page).waitFor();
  await expectAgreement(page);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const there = await rowsOf(page, "dx");
  await close();
  const other = await visit({}, link.slice(link.indexOf("#")));
  expect(await other.page.getByRole("radio", { name: "BatchNorm" }).isChecked()).toBe(true);
  await expectRows(other.page, "dx", there as string[][]);
  await other.page.evaluate(() => {
    location.hash = "backward/eyJsYXllciI6ImFmZmluZSJ9";
  });
  await other.page.getByText("The link was cut or altered").waitFor();
  await other.close();
  expect([...complaints, ...other.complaints]).toEqual([]);
});

/** Between them they have all that a layer can show. */
const axed = ["Softmax-with-loss", "BatchNorm"];

test("Japanese, on a phone, dark: axe finds nothing, and nothing is wider than the screen", async () => {
  const { page, complaints, close } = await visit({ ...phone, locale: "ja-JP", colorScheme: "dark" });
  await page.getByText("偏微分 4 個がすべて").waitFor();
  for (const layer of ["Multiply", "Affine", "ReLU", "Sigmoid", "Softmax-with-loss", "BatchNorm"]) {
    await choose(page, layer);
    await verdict(page).waitFor();
    if (axed.includes(layer)) expect(await violations(page), layer).toEqual([]);
    expect(await overflow(page), layer).toBe(0);
  }
  await page.getByRole("gridcell", { name: /^dγ₁/ }).tap();
  expect(await calculation(page).textContent()).toMatch(/^dγ₁= dy₁₁·x̂₁₁/);
  await page.getByRole("button", { name: "dy をすべて 1 にする" }).tap();
  await expectRows(page, "dβ", [[3, 3]]);
  await close();
  expect(complaints).toEqual([]);
});

test("four rows and columns of large numbers fit a phone", async () => {
  const { page, close } = await visit(phone);
  const four = Array.from({ length: 4 }, () => [-999_999, 1e6, 0.000123456, -123_456]);
  const setup = { layer: "affine", values: { x: four, W: four, b: four.slice(0, 1), dy: four } };
  await page.evaluate((text) => {
    location.hash = `backward/${btoa(text)}`;
  }, JSON.stringify(setup));
  await expect.poll(async () => (await rowsOf(page, "dW")).length).toBe(4);
  expect(await overflow(page)).toBe(0);
  await close();
});
