import type { Locator, Page } from "playwright";

export const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });

/** The sentence that says where training stands. */
const status = (page: Page) => page.locator(".run").getByRole("status");

export async function untilSaid(page: Page, text: string | RegExp): Promise<void> {
  await status(page).filter({ hasText: text }).waitFor();
}

/** Waits until the set-up of this moment has become a network. */
export async function untilReady(page: Page): Promise<void> {
  // A change is taken up after a moment, so that a slider's way doesn't make a network at every turn.
  await page.waitForTimeout(200);
  await untilSaid(page, /^Ready/);
}

/** The number that stands beside a name, such as 93.3 of "93.3%". */
export async function figureOf(page: Page, name: string): Promise<number> {
  const part = page.locator("dl.figures > div").filter({ has: page.locator(`dt:text-is("${name}")`) });
  return Number.parseFloat((await part.locator("dd").textContent()) ?? "");
}

export async function stepsDone(page: Page): Promise<number> {
  return Number(await page.getByRole("progressbar").getAttribute("value"));
}
