import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  cloudsCsv,
  events,
  Files,
  halves,
  halvesAsPictures,
  mebae,
} from "../../../../apps/cli/src/testing/run.js";
import { violations } from "../accessibility.js";
import { Demo, desktop, type OpenPage, overflow, phone } from "../demo.js";
import { button, drop, figureOf, untilReady, untilSaid } from "./trainRoom.js";

// A package of the command line's tests, not of the repository's root.
const { unzipSync } = createRequire(new URL("../../../../apps/cli/package.json", import.meta.url))(
  "fflate",
) as { unzipSync(zip: Uint8Array): Record<string, Uint8Array> };

let demo: Demo;
let open: OpenPage;
const files = new Files();
beforeAll(async () => {
  demo = await Demo.open();
  open = await demo.visit("#train", desktop);
  await untilReady(open.page);
});
afterAll(async () => {
  await demo?.close();
  files.remove();
});

const give = (page: Page, ...all: [name: string, content: string | Uint8Array][]) =>
  page
    .getByLabel("Choose files")
    .setInputFiles(all.map(([name, content]) => ({ name, mimeType: "", buffer: Buffer.from(content) })));
const said = (page: Page, text: string | RegExp) =>
  page.locator(".outcome").filter({ hasText: text }).waitFor();

test("a CSV with a bad row, of one row, of one column and with gaps is refused with its reason, or what is predicted is told", async () => {
  const { page } = open;
  await give(page, ["bad.csv", "a,b,kind\n1,2,x\n3,4\n5,6,y\n"]);
  await said(page, /^Not taken: bad\.csv.*row 3/);
  expect(await page.getByLabel("Learn from").inputValue()).toBe("digits");
  // What the page itself refuses speaks its language.
  await page.getByRole("button", { name: "日本語" }).click();
  const files = page.getByLabel("ファイルを選ぶ");
  const one = (name: string, content: string) => ({ name, mimeType: "", buffer: Buffer.from(content) });
  await files.setInputFiles(one("column.csv", "a\n1\n2\n"));
  await said(page, "読み込めませんでした: column.csv には列が一つしかありません。予測に使う列も必要です。");
  await files.setInputFiles(one("few.csv", "a,b,kind\n1,2,x\n"));
  await untilSaid(page, "このデータでは学習できません: few.csv は例が 1 個しかありません。");
  await page.getByRole("button", { name: "English" }).click();
  await give(page, ["gaps.csv", "a,b,kind\n1,2.5,x\n2,3.5,\n3,1.5,y\n4,2,x\n5,3,y\n"]);
  await said(page, "It predicts “b”, since “kind” can't be predicted: gaps.csv");
  await page.getByLabel("Learn from").selectOption("digits");
  await untilReady(page);
});

async function saved(page: Page): Promise<Uint8Array> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    button(page, "Save the network").click(),
  ]);
  return readFileSync(await download.path());
}

/** Flats whose price grows with the area and falls with the age, not quite along a line. */
function flatsCsv(): string {
  const rows = Array.from({ length: 48 }, (_, i) => {
    const [area, age] = [30 + ((i * 37) % 90), (i * 11) % 60];
    return `${area},${age},${120_000 + 3000 * area - 1500 * age + 4000 * Math.round(3 * Math.sin(i * 12.9))}`;
  });
  return `area,age,price (EUR)\n${rows.join("\n")}\n`;
}

test("a CSV: what its columns were taken for, training, and a zip that the command line judges alike", async () => {
  const { page, complaints } = open;
  await give(page, ["clouds.csv", cloudsCsv()]);
  await said(page, "Learning from clouds.csv.");
  await untilReady(page);
  const row = page.getByRole("row", { name: /^colour/ });
  expect(await row.textContent()).toBe("colourcategoriesinput");
  await button(page, "Train").click();
  await untilSaid(page, /^Done: \d/);
  const zip = await saved(page);
  const folder = files.folderOf("model", unzipSync(zip));
  const measured = await mebae(["evaluate", folder, files.write("clouds.csv", cloudsCsv()), "--json"]);
  const { metrics } = events(measured).at(-1) as { metrics: { accuracy: number } };
  const predicted = await mebae(["predict", folder, files.path("clouds.csv")]);
  expect(predicted.stdout.split("\n")[1]).toMatch(/^2,elm,/);
  await page.setViewportSize(phone.viewport);
  await give(page, ["mebae-model.zip", zip]);
  await said(page, "mebae-model.zip is open");
  // On a phone it would stand far below.
  const heading = page.getByRole("heading", { name: "Opened model: mebae-model.zip" });
  await expect.poll(async () => (await heading.boundingBox())!.y).toBeLessThan(400);
  expect(await overflow(page)).toBe(0);
  await page.setViewportSize(desktop.viewport);
  await page.getByText("On clouds.csv, 60 examples:").waitFor();
  expect(await figureOf(page, "Accuracy")).toBeCloseTo(100 * metrics.accuracy, 0);
  await give(page, ["broken.zip", zip.subarray(0, zip.length - 30)]);
  await said(page, /^Not taken: the zip broken\.zip is damaged/);
  await button(page, "Close the model").click();
  expect(complaints).toEqual([]);
});

test("a CSV of numbers: R² and the error in the target's unit, and opened again what the command line finds", async () => {
  const { page, complaints } = open;
  await give(page, ["flats.csv", flatsCsv()]);
  await said(page, "Learning from flats.csv.");
  await untilReady(page);
  expect(await page.getByRole("row", { name: /^price/ }).textContent()).toBe("price (EUR)numberstarget");
  await button(page, "Train").click();
  await untilSaid(page, /^Done: R² 0\.9\d* on examples it never learned from/);
  expect(await figureOf(page, "R²")).toBeGreaterThan(0.9);
  const error = "Typical error of price (EUR) (RMSE)";
  // The prices' own deviation is 88,000: standardized, as the network sees them, an error is below 1.
  expect(await figureOf(page, error)).toBeGreaterThan(1000);
  expect(await figureOf(page, error)).toBeLessThan(30_000);
  const chart = page.getByRole("img", { name: /^price \(EUR\): predicted against true\. R² 0\.9/ });
  await chart.waitFor();
  expect(await violations(page)).toEqual([]);
  const zip = await saved(page);
  const folder = files.folderOf("prices", unzipSync(zip));
  const measured = await mebae(["evaluate", folder, files.write("flats.csv", flatsCsv()), "--json"]);
  const { metrics } = events(measured).at(-1) as { metrics: { r2: number; rmse: number } };
  await give(page, ["prices.zip", zip]);
  await page.getByText("It predicts price (EUR).").waitFor();
  await page.getByText("On flats.csv, 48 examples:").waitFor();
  await chart.waitFor();
  expect((await figureOf(page, "R²")) / metrics.r2).toBeCloseTo(1, 2);
  expect((await figureOf(page, error)) / metrics.rmse).toBeCloseTo(1, 2);
  await page.getByLabel("Learn from").selectOption("digits");
  await page.getByText("choose a table with the same columns as data").waitFor();
  expect(await page.locator(".problem").count()).toBe(0);
  // It reads no drawing: the digits' network takes its place.
  await page.getByRole("tab", { name: "Draw" }).click();
  await button(page, "Train the digits' network").click();
  await page.getByText(/^The network is (still )?learning/).waitFor();
  await page.getByRole("tab", { name: "Train" }).click();
  await button(page, "Pause").click();
  await untilSaid(page, "Paused.");
  expect(complaints).toEqual([]);
});

test("IDX images and labels, one after the other; truncated ones and labels that don't fit are refused", async () => {
  const { page, complaints } = open;
  const { images, labels } = halves(60);
  await give(page, ["cut.gz", images.subarray(0, 40)]);
  await said(page, /^Not taken: cut\.gz/);
  await give(page, ["images.gz", images], ["few.gz", halves(20).labels]);
  await said(page, /^Not taken: few\.gz.*20 labels for the 60 images/);
  await give(page, ["images.gz", images]);
  await said(page, "images.gz is here; now drop its labels.");
  await give(page, ["labels.gz", labels]);
  await said(page, "Learning from images.gz.");
  await untilReady(page);
  expect(await page.getByRole("img", { name: /^Example images/ }).count()).toBe(1);
  expect(complaints).toEqual([]);
});

test("pictures: their classes are how their names begin; one that is none is refused", async () => {
  const { page, complaints } = open;
  const pictures = Object.entries(halvesAsPictures(20)).map(
    ([path, content]) => [path.replace("/", "_"), content] as [string, Uint8Array],
  );
  await give(page, ...pictures, ["upper_99.png", "no picture"]);
  await said(page, /^Not taken: .*upper_99\.png/);
  await give(page, ...pictures);
  await said(page, /The classes are how the files' names begin\./);
  await untilReady(page);
  await button(page, "Train").click();
  await untilSaid(page, /^Done: \d/);
  expect(await figureOf(page, "Accuracy")).toBeGreaterThan(90);
  // Points in a plane want other layers than pictures do.
  await page.getByLabel("Learn from").selectOption("shape");
  await untilReady(page);
  expect(complaints).toEqual([]);
});

test("folders, dropped and chosen: a folder a class; nested, empty and broken ones are refused", async () => {
  const { page, complaints } = open;
  const pictures = halvesAsPictures(20);
  const within = (folder: string) =>
    Object.fromEntries(Object.entries(pictures).map(([path, content]) => [`${folder}/${path}`, content]));
  const photos = files.folderOf("photos", pictures);
  const broken = files.folderOf("broken", {
    ...pictures,
    "upper/7.png": pictures["upper/7.png"]!.slice(0, 50),
  });
  const empty = files.emptyFolder("empty");
  const refused = [
    [empty, "The folder “empty” is empty: a folder with files in it was expected."],
    [files.folderOf("hidden", { ".DS_Store": "" }), "The folder “hidden” holds hidden files only"],
    [
      files.folderOf("nested", within("2024")),
      /nested\/2024\/(lower|upper)\/\d+\.png: .* found the folder "(lower|upper)" within "2024"/,
    ],
    [broken, "broken/upper/7.png: the PNG picture can't be read: it is truncated"],
  ] as const;
  for (const [path, reason] of refused) {
    await drop(page, path);
    await said(page, reason);
  }
  expect(await page.locator(".outcome").textContent()).toMatch(/^Not taken:/);
  await drop(page, `${photos}/upper`, `${photos}/lower`, empty);
  await said(page, "The folder “empty” is empty");
  await page.getByRole("button", { name: "日本語" }).click();
  await said(page, "フォルダー「empty」は空です。ファイルの入ったフォルダーを渡してください。");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "English" }).click();
  await drop(page, photos);
  await said(page, "Learning from photos. The classes are the names of the folders.");
  await untilReady(page);
  await page.getByRole("img", { name: /^Example images.* (upper, lower|lower, upper)/ }).waitFor();
  const choose = async (path: string) => {
    const choosing = page.waitForEvent("filechooser");
    await button(page, "Choose a folder").click();
    await (await choosing).setFiles(path);
  };
  await choose(broken);
  await said(page, "broken/upper/7.png: the PNG picture can't be read: it is truncated");
  await choose(photos);
  await said(page, "Learning from photos.");
  // Beside its place a file would be opened by the browser, and the page would be gone.
  const isRefused = await page.getByRole("heading", { level: 1 }).evaluate((heading) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], "a.csv"));
    const over = new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true });
    return !heading.dispatchEvent(over);
  });
  expect(isRefused).toBe(true);
  expect(complaints).toEqual([]);
});
