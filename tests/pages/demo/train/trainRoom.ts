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

/** The number that stands beside a name, such as 93.3 of "93.3%" and 20200 of "20,200". */
export async function figureOf(page: Page, name: string): Promise<number> {
  const part = page.locator("dl.figures > div").filter({ has: page.locator(`dt:text-is("${name}")`) });
  return Number.parseFloat(((await part.locator("dd").textContent()) ?? "").replaceAll(",", ""));
}

export async function stepsDone(page: Page): Promise<number> {
  return Number(await page.getByRole("progressbar").getAttribute("value"));
}

/** Drops files and folders of this machine on the page's place for them, which only the browser's own protocol can do. */
export async function drop(page: Page, ...paths: readonly string[]): Promise<void> {
  const place = page.locator(".drop");
  await place.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await place.boundingBox())!;
  const session = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"] as const)
    await session.send("Input.dispatchDragEvent", {
      ...{ type, x: x + width / 2, y: y + height / 2 },
      data: { items: [], files: [...paths], dragOperationsMask: 1 },
    });
  await session.detach();
}
