import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo, desktop } from "../demo.js";
import { button, figureOf, untilReady, untilSaid } from "./trainRoom.js";

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

const csv = (text: string, name: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const rows = Array.from(
  { length: 80 },
  (_, i) => `${(i * 7) % 20},${i % 5},${(i * 7) % 20 < 10 ? "low" : "high"}`,
);
const good = csv(`x,y,level\n${rows.join("\n")}\n`, "levels.csv");

test("a table is learned from; one with a broken row is refused with its place, and changes nothing", async () => {
  const { page, complaints, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  const drop = page.getByLabel("Your own files");
  await drop.setInputFiles(csv("x,y,level\n1,2,low\n3,high\n", "broken.csv"));
  const refusal = page.getByRole("alert").filter({ hasText: "Not taken:" });
  await refusal.waitFor();
  expect(await refusal.textContent()).toMatch(/broken\.csv.*\b(row|line) \d/);
  expect(await page.getByLabel("Learn from").inputValue()).toBe("digits");
  await drop.setInputFiles(good);
  await page.getByText("Learning from levels.csv").waitFor();
  await untilReady(page);
  expect(await page.getByLabel("Predict the column").inputValue()).toBe("level");
  await button(page, "Train").click();
  await untilSaid(page, /^Done: \d/);
  expect(await figureOf(page, "Accuracy")).toBeGreaterThan(80);
  await close();
  expect(complaints).toEqual([]);
});

test("a network is saved as a zip and opened again; a damaged zip is refused", async () => {
  const { page, complaints, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  await button(page, "One step").click();
  await untilSaid(page, "Paused.");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    button(page, "Save the network").click(),
  ]);
  const bytes = await readFile(await download.path());
  const zip = (buffer: Buffer) => ({ name: "model.zip", mimeType: "application/zip", buffer });
  const drop = page.getByLabel("Your own files");
  await drop.setInputFiles(zip(bytes.subarray(0, bytes.length / 2)));
  await page.getByRole("alert").filter({ hasText: "Not taken: model.zip: the zip is damaged" }).waitFor();
  await drop.setInputFiles(zip(bytes));
  await page.getByText("Opened model: model.zip").waitFor();
  await close();
  expect(complaints).toEqual([]);
});

test("a link brings the set-up; an altered one is refused in a sentence", async () => {
  const { page, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  await page.getByLabel("Learn from").selectOption("shape");
  await page.getByLabel("Shape").selectOption("spirals");
  await button(page, "Copy link to this set-up").click();
  const link = await page.getByLabel("The link", { exact: true }).inputValue();
  await close();
  const hash = new URL(link).hash;
  const other = await demo.visit(hash, desktop);
  await untilReady(other.page);
  expect(await other.page.getByLabel("Shape").inputValue()).toBe("spirals");
  await other.close();
  const altered = await demo.visit(hash.slice(0, -9), desktop);
  await altered.page.getByText(/^This link was cut or altered/).waitFor();
  await untilReady(altered.page);
  expect(await altered.page.getByLabel("Learn from").inputValue()).toBe("digits");
  await altered.close();
});
