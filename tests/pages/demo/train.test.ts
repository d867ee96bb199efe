import { afterAll, beforeAll, expect, test } from "vitest";
import { Demo } from "./demo.js";

let demo: Demo;
beforeAll(async () => {
  demo = await Demo.open();
});
afterAll(() => demo?.close());

test("learns the generated digits", async () => {
  const { page, complaints, close } = await demo.visit("#train");
  await page.getByRole("button", { name: "Train" }).click();
  await page.waitForTimeout(6000);
  await close();
  expect(complaints).toEqual([]);
});
