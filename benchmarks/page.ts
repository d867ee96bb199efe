// How soon the page (apps/demo) can be used, how much script it loads, and how long training keeps its main thread.
// Run after `pnpm build`:
//   node benchmarks/page.ts [--visits 10] [--seconds 20] [--json]
// Each visit has a profile of its own, so nothing comes from a cache. Wants Chromium (MEBAE_CHROMIUM, or Debian's).
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright";
import { LoadedScripts, sumOf } from "../tests/pages/scripts.ts";
import { long, type TraceEvent, tasksWhile } from "../tests/pages/trace.ts";
import { chromiumArguments, chromium as chromiumPath } from "../tools/machine.mjs";
import { rooms, servePage } from "../tools/page.mjs";

const { values: options } = parseArgs({
  options: {
    visits: { type: "string", default: "10" },
    seconds: { type: "string", default: "20" },
    json: { type: "boolean", default: false },
  },
});

/** Milliseconds since the address was asked for. */
interface Visit {
  readonly firstPaint: number;
  /** When the open tab's heading and controls had been painted. */
  readonly firstUsefulPaint: number;
  /** When the engine told what it computes on. */
  readonly engine: number;
}

/** Notes in the page when what a person can use has first been painted: the frame after it came into the document. */
function watchForUse(): void {
  const noted = globalThis as { usefulAt?: number };
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[role="tabpanel"] button')) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => (noted.usefulAt = performance.now())));
  }).observe(document, { childList: true, subtree: true });
}

async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watchForUse);
  await page.goto(address);
  await page.locator("[data-device]").waitFor();
  const engine = await page.evaluate(() => performance.now());
  await page.waitForFunction(() => "usefulAt" in globalThis);
  const [firstPaint, firstUsefulPaint] = await page.evaluate(() => [
    performance.getEntriesByName("first-contentful-paint")[0]!.startTime,
    (globalThis as unknown as { usefulAt: number }).usefulAt,
  ]);
  await context.close();
  return { firstPaint: firstPaint!, firstUsefulPaint: firstUsefulPaint!, engine };
}

/** The longest tasks of the page's main thread while the first tab trains, in milliseconds of its processor time and of the clock. */
async function longestTasks(browser: Browser, address: string, seconds: number) {
  const page: Page = await browser.newPage();
  await page.goto(address);
  await page.locator("[data-device]").waitFor();
  const tasks = await tasksWhile(page, async () => {
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.waitForTimeout(1000 * seconds);
  });
  await page.close();
  const longest = (time: (task: TraceEvent) => number) => Math.max(0, ...tasks.map(time)) / 1000;
  return {
    tasks: tasks.length,
    processor: longest(({ tdur = 0 }) => tdur),
    clock: longest(({ dur = 0 }) => dur),
    above50: tasks.filter(({ tdur = 0 }) => tdur > long).length,
  };
}

/** What a room loads before it is used, the largest first. */
async function scriptsOf(browser: Browser, address: string) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const loaded = new LoadedScripts(context);
  const page = await context.newPage();
  await page.goto(address);
  await page.locator("[data-device]").waitFor();
  await page.waitForLoadState("networkidle");
  await context.close();
  return loaded.sizes();
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;

const executablePath = chromiumPath();
if (!executablePath) throw new Error("page: no Chromium; MEBAE_CHROMIUM names none, and /usr/bin has none");
const { server, address } = await servePage();
const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
const visits: Visit[] = [];
for (let i = 0; i < Number(options.visits); i++) visits.push(await visit(browser, address));
const tasks = await longestTasks(browser, address, Number(options.seconds));
const scripts: Record<string, { name: string; bytes: number }[]> = {};
for (const room of rooms) scripts[room] = await scriptsOf(browser, `${address}#${room}`);
await browser.close();
await server.close();

const milliseconds = {
  firstPaint: median(visits.map((one) => one.firstPaint)),
  firstUsefulPaint: median(visits.map((one) => one.firstUsefulPaint)),
  engine: median(visits.map((one) => one.engine)),
};
if (options.json) console.log(JSON.stringify({ visits: visits.length, milliseconds, tasks, scripts }));
else {
  const shown = (value: number) => `${value.toFixed(0)} ms`;
  console.log(
    `First paint ${shown(milliseconds.firstPaint)}, first useful paint ${shown(milliseconds.firstUsefulPaint)}, engine ready ${shown(milliseconds.engine)} (medians of ${visits.length} visits).`,
  );
  console.log(
    `${options.seconds} s of training: ${tasks.tasks} tasks of the main thread, the longest ${shown(tasks.processor)} of processor (${shown(tasks.clock)} by the clock); ${tasks.above50} above 50 ms.`,
  );
  for (const [room, sizes] of Object.entries(scripts)) {
    console.log(`${room}: ${sumOf(sizes)} bytes of script with gzip -9`);
    for (const { name, bytes } of sizes) console.log(`${String(bytes).padStart(8)} ${name}`);
  }
}
