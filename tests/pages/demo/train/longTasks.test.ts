import { expect, test } from "vitest";
import { long, type TraceEvent, tasksBetween, traced } from "../../trace.js";
import { Demo, desktop } from "../demo.js";
import { button, untilReady, untilSaid } from "./trainRoom.js";

test("a whole training, with its curves and pictures, leaves the page's main thread free", async () => {
  const demo = await Demo.open();
  const { page, close } = await demo.visit("#train", desktop);
  await untilReady(page);
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["-*", ...traced] });
  await page.evaluate(() => performance.mark("training"));
  await button(page, "Train").click();
  await untilSaid(page, /^Done: \d/);
  await page.evaluate(() => performance.mark("trained"));
  const { traceEvents } = JSON.parse(`${await browser.stopTracing()}`) as { traceEvents: TraceEvent[] };
  await close();
  await demo.close();
  const tasks = tasksBetween(traceEvents, "training", "trained");
  expect(tasks.length).toBeGreaterThan(100);
  // By the thread's own processor time: on a busy machine any task may wait for one.
  const longest = Math.max(...tasks.map(({ tdur = 0 }) => tdur));
  console.log(
    `${tasks.length} tasks of the main thread, the longest ${(longest / 1000).toFixed(0)} ms of processor`,
  );
  expect(longest).toBeLessThan(long);
});
