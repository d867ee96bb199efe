import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./accessibility.js";
import { Demo, type OpenPage, overflow, phone } from "./demo.js";

let demo: Demo;
let open: OpenPage;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

/** The room's first samples; 5.7 is their mean, √2.51 their standard deviation by maximum likelihood. */
const samples = [3.1, 4.4, 4.9, 5.2, 5.8, 6.3, 7.6, 8.3];

async function visit(options: Parameters<Demo["visit"]>[1] = {}): Promise<OpenPage> {
  const opened = await demo.visit("#likelihood", options);
  await opened.page.locator("table").first().waitFor();
  return opened;
}

/** The cells of a parameter's row in the table of the maximum. */
const row = (page: Page, name: string) =>
  page.getByRole("row", { name }).first().getByRole("cell").allTextContents();
/** Numbers as the page writes them. */
const numbers = (text: string) =>
  (text.match(/[−-]?\d+(\.\d+)?/g) ?? []).map((one) => Number(one.replace("−", "-")));
/** What stands beside a term of the readout: L, l, ∂l/∂μ, ∂l/∂σ. */
const readout = (page: Page, place: number) => page.locator(".readout dd").nth(place).textContent();

describe("samples of a normal distribution", () => {
  beforeAll(async () => {
    open = await visit({ permissions: ["clipboard-read", "clipboard-write"] });
  });
  afterAll(async () => {
    await open.close();
    expect(open.complaints).toEqual([]);
  });

  test("L, l and its slopes where one stands are those of the formula", async () => {
    const [μ, σ] = [4.5, 2.4];
    const l = samples.reduce(
      (sum, x) => sum - Math.log(σ * Math.sqrt(2 * Math.PI)) - (x - μ) ** 2 / (2 * σ ** 2),
      0,
    );
    expect(numbers((await readout(open.page, 1))!)[0]).toBeCloseTo(l, 3);
    const slope = samples.reduce((sum, x) => sum + (x - μ) / σ ** 2, 0);
    expect(numbers((await readout(open.page, 2))!)[0]).toBeCloseTo(slope, 3);
    const spread = samples.reduce((sum, x) => sum + (x - μ) ** 2 / σ ** 3 - 1 / σ, 0);
    expect(numbers((await readout(open.page, 3))!)[0]).toBeCloseTo(spread, 3);
  });

  test("the maximum is the mean and the root of the mean square, with the profile's interval", async () => {
    const n = samples.length;
    const mean = samples.reduce((a, b) => a + b) / n;
    const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n;
    const ofMean = await row(open.page, "μ (mean)");
    const ofDeviation = await row(open.page, "σ (standard deviation)");
    expect(Number(ofMean[0])).toBeCloseTo(mean, 4);
    expect(Number(ofDeviation[0])).toBeCloseTo(Math.sqrt(variance), 4);
    // l(μ) with σ at its best is -n/2 · log(s² + (μ - x̄)²), which is 3.8415 / 2 lower (χ² of one degree, 95 %) here:
    const reach = Math.sqrt(variance * (Math.exp(3.841458820694124 / n) - 1));
    expect(numbers(ofMean[2]!)[0]).toBeCloseTo(mean - reach, 2);
    expect(numbers(ofMean[2]!)[1]).toBeCloseTo(mean + reach, 2);
    // Wald's: 1.96 standard errors σ/√n.
    expect(numbers(ofMean[3]!)[1]).toBeCloseTo(mean + 1.959964 * Math.sqrt(variance / n), 2);
  });

  test("Newton's steps lead to it, by the keyboard", async () => {
    const { page } = open;
    await page.getByRole("button", { name: "One step" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(/^Step 1:/).waitFor();
    await page.getByRole("button", { name: "All steps" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(/the slope is 0: this is the maximum/).waitFor();
    await expect.poll(async () => Math.abs(numbers((await readout(page, 2))!)[0]!)).toBeLessThan(1e-4);
    expect(
      await page.getByRole("slider", { name: "μ (mean)", exact: true }).getAttribute("aria-valuetext"),
    ).toBe("5.7");
    expect(await violations(page)).toEqual([]);
  });

  test("the Tab key stops once at the samples, and at each point that can be dragged", async () => {
    const { page } = open;
    await page.getByRole("tab", { name: "Likelihood" }).focus();
    const stops: (string | null)[] = [];
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press("Tab");
      stops.push(await page.evaluate(() => document.activeElement!.getAttribute("aria-label")));
    }
    expect(stops).toEqual(["μ (mean) on the density", "σ (standard deviation) on the density", "Sample 1"]);
    const curve = page.getByRole("slider", { name: "μ (mean) on the density" });
    const before = await curve.getAttribute("aria-valuetext");
    await curve.press("ArrowRight");
    await expect.poll(() => curve.getAttribute("aria-valuetext")).not.toBe(before);
    // Chromium alone lets an element of SVG be focused whose attribute has another spelling, where it listens for the focus.
    expect(await page.locator('svg [role="slider"]:not([tabindex])').count()).toBe(0);
  });

  test("samples are moved, added and removed by the keyboard, and by the pointer", async () => {
    const { page } = open;
    const title = page.getByRole("heading", { level: 2, name: /samples$/ });
    await page.getByRole("slider", { name: "Sample 8", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => Number((await row(page, "μ (mean)"))[0])).toBeGreaterThan(5.7);
    await page.keyboard.press("Delete");
    await expect.poll(() => title.textContent()).toBe("7 samples");
    await page.getByRole("textbox", { name: "New sample" }).fill("8.3");
    await page.getByRole("button", { name: "Add" }).press("Enter");
    await expect.poll(async () => Number((await row(page, "μ (mean)"))[0])).toBeCloseTo(5.7, 4);
    await page.getByRole("group", { name: /^Samples and density/ }).click({ position: { x: 200, y: 60 } });
    await expect.poll(() => title.textContent()).toBe("9 samples");
    await expect.poll(async () => Number((await row(page, "μ (mean)"))[0])).not.toBeCloseTo(5.7, 4);
  });

  test("a link brings samples, family and place back; one that was altered changes nothing", async () => {
    const { page } = open;
    const family = page.getByLabel("Distribution", { exact: true });
    const follow = (path: string) =>
      page.evaluate((hash) => {
        location.hash = hash;
      }, path);
    // The worker has taken up the ninth sample when two looks see the same.
    await expect
      .poll(async () => {
        const seen = await readout(page, 1);
        await page.waitForTimeout(400);
        return seen === (await readout(page, 1));
      })
      .toBe(true);
    const before = await readout(page, 1);
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("Copied.").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const path = link.slice(link.indexOf("#"));
    await page.getByRole("slider", { name: "Sample 1", exact: true }).press("Delete");
    await family.selectOption("Gamma");
    await expect.poll(async () => (await row(page, "k")).length).toBeGreaterThan(2);
    const refused = page.getByText("The link was cut or altered");
    const other = Buffer.from(path.split("/")[1]!, "base64url").toString().replace("3.1", "9.9");
    const altered = [
      other.replace("Normal", "Norma"),
      other.replace("9.9", '"9.9"'),
      other.replace("0.95", "2"),
      // A standard deviation below 0: no distribution to stand at.
      other.replace(/("standardDeviation":)/, "$1-"),
    ].map((text) => `#likelihood/${Buffer.from(text).toString("base64url")}`);
    for (const wrong of [path.slice(0, -12), ...altered]) {
      await follow(path);
      await refused.waitFor({ state: "detached" });
      await expect.poll(() => readout(page, 1)).toBe(before);
      await follow(wrong);
      await refused.waitFor();
      expect(await readout(page, 1)).toBe(before);
    }
    expect(await family.inputValue()).toBe("Normal");
    expect(await page.getByRole("heading", { level: 2, name: "9 samples" }).count()).toBe(1);
  });

  test("a thousand samples: the product has become 0, its logarithm hasn't", async () => {
    const { page } = open;
    await page.getByRole("button", { name: "Draw 1000 samples" }).click();
    await page.getByText("The product has become 0").waitFor();
    expect(await page.getByRole("heading", { level: 2, name: "1000 samples" }).count()).toBe(1);
    expect(numbers((await readout(page, 1))!)[0]).toBeLessThan(-1000);
    await page.getByText("A link carries up to 200 samples").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe("samples of one's own", () => {
  beforeAll(async () => {
    open = await visit();
  });
  afterAll(() => open.close());
  const drop = (page: Page, name: string, text: string) =>
    page.getByLabel("Choose a file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

  test("a CSV gives a column, and another is chosen", async () => {
    const { page } = open;
    await drop(page, "hours.csv", "name,hours,days\na,17,1\nb,31,2\nc,,3\nd,42,4\n");
    await page.getByText('hours.csv: 3 numbers of the column "hours"; 1 missing value left out.').waitFor();
    await page.getByLabel("Column", { exact: true }).selectOption("days");
    await expect.poll(async () => Number((await row(page, "μ (mean)"))[0])).toBeCloseTo(2.5, 6);
  });

  test("a broken one is refused with its reason, and the samples stay", async () => {
    const { page } = open;
    await drop(page, "broken.csv", "hours\n17\nthirty\n42\n");
    const alert = page.getByRole("alert");
    await alert.waitFor();
    expect(await alert.textContent()).toMatch(/broken\.csv.*thirty|broken\.csv.*row 3/);
    expect(Number((await row(page, "μ (mean)"))[0])).toBeCloseTo(2.5, 6);
    await drop(page, "ragged.csv", "a,b\n1,2\n3\n");
    await expect.poll(() => alert.textContent()).toMatch(/ragged\.csv.*row 3/);
    for (const [text, why] of [
      ["1 2 NaN", "“NaN” is no number"],
      ["1 1e300", "1e+300 has a size that this page can't show"],
    ] as const) {
      await page.getByLabel("Or paste numbers here").fill(text);
      await page.getByRole("button", { name: "Use these numbers" }).click();
      await alert.filter({ hasText: why }).waitFor();
    }
  });

  test("another family: counts are Poisson's with their mean", async () => {
    const { page } = open;
    await page.getByLabel("Or paste numbers here").fill("2 0 3 1 4 2");
    await page.getByRole("button", { name: "Use these numbers" }).click();
    await page.getByLabel("Distribution", { exact: true }).selectOption("Poisson");
    await expect.poll(async () => Number((await row(page, "λ"))[0])).toBeCloseTo(2, 6);
    await page.getByLabel("Distribution", { exact: true }).selectOption("Beta");
    await page.getByText("This distribution can't have made these samples").waitFor();
    await page.getByRole("button", { name: "Draw samples that suit it" }).click();
    await expect.poll(async () => (await row(page, "α")).length).toBeGreaterThan(2);
    expect(await violations(page)).toEqual([]);
  });
});

test("in Japanese, on a phone: sliders by touch, nothing wider than the screen", async () => {
  const { page, complaints, close } = await visit({ ...phone, locale: "ja-JP", colorScheme: "dark" });
  await page.getByRole("button", { name: "最後まで進む" }).tap();
  await expect.poll(async () => Math.abs(numbers((await readout(page, 2))!)[0]!)).toBeLessThan(1e-4);
  expect(await overflow(page)).toBe(0);
  expect(await violations(page)).toEqual([]);
  await close();
  expect(complaints).toEqual([]);
});
