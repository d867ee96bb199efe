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
import { Demo, desktop, type OpenPage } from "../demo.js";
import { button, figureOf, untilReady, untilSaid } from "./trainRoom.js";

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
    .getByLabel("Your own files")
    .setInputFiles(all.map(([name, content]) => ({ name, mimeType: "", buffer: Buffer.from(content) })));
const said = (page: Page, text: string | RegExp) =>
  page.locator(".outcome").filter({ hasText: text }).waitFor();

test("a CSV with a bad row is refused with file, row and reason, and changes nothing", async () => {
  const { page } = open;
  await give(page, ["bad.csv", "a,b,kind\n1,2,x\n3,4\n5,6,y\n"]);
  await said(page, /^Not taken: bad\.csv.*row 3/);
  expect(await page.getByLabel("Learn from").inputValue()).toBe("digits");
});

test("a CSV: what its columns were taken for, training, and a zip that the command line judges alike", async () => {
  const { page, complaints } = open;
  await give(page, ["clouds.csv", cloudsCsv()]);
  await said(page, "Learning from clouds.csv.");
  await untilReady(page);
  const row = page.getByRole("row", { name: /^colour/ });
  expect(await row.textContent()).toBe("colourcategoriesinput");
  await button(page, "Train").click();
  await untilSaid(page, /^Done: \d/);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    button(page, "Save the network").click(),
  ]);
  const zip = readFileSync(await download.path());
  const folder = files.folderOf("model", unzipSync(zip));
  const measured = await mebae(["evaluate", folder, files.write("clouds.csv", cloudsCsv()), "--json"]);
  const { metrics } = events(measured).at(-1) as { metrics: { accuracy: number } };
  const predicted = await mebae(["predict", folder, files.path("clouds.csv")]);
  expect(predicted.stdout.split("\n")[1]).toMatch(/^2,elm,/);
  await give(page, ["mebae-model.zip", zip]);
  await page.getByRole("heading", { name: "Opened model: mebae-model.zip" }).waitFor();
  await page.getByText("On clouds.csv, 60 examples:").waitFor();
  expect(await figureOf(page, "Accuracy")).toBeCloseTo(100 * metrics.accuracy, 0);
  await give(page, ["broken.zip", zip.subarray(0, zip.length - 30)]);
  await said(page, /^Not taken: broken\.zip: the zip is damaged/);
  await button(page, "Close the model").click();
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
  expect(complaints).toEqual([]);
});
