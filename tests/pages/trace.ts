import type { Page } from "playwright";

/** An event of Chromium's tracing; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** When it began, how long it took, and for how long its thread had a processor in that time. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** Categories of Chromium's tracing that tell a page's tasks and its marks. */
export const traced = ["disabled-by-default-devtools.timeline", "blink.user_timing"];

/** A task that keeps a page's main thread longer than this is felt. In microseconds. */
export const long = 50_000;

/** The tasks of the page's main thread between two of its marks. */
export function tasksBetween(trace: readonly TraceEvent[], begin: string, end: string): TraceEvent[] {
  const mark = (wanted: string) => trace.find(({ name }) => name === wanted)!;
  const { pid, tid, ts: from } = mark(begin);
  const { ts: to } = mark(end);
  return trace.filter(
    (event) =>
      event.name === "RunTask" && event.pid === pid && event.tid === tid && event.ts > from && event.ts < to,
  );
}

/** The tasks of the page's main thread while something goes on in it. */
export async function tasksWhile(page: Page, work: () => Promise<unknown>): Promise<TraceEvent[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["-*", ...traced] });
  await page.evaluate(() => performance.mark("mebae-begin"));
  await work();
  await page.evaluate(() => performance.mark("mebae-end"));
  const { traceEvents } = JSON.parse(`${await browser.stopTracing()}`) as { traceEvents: TraceEvent[] };
  return tasksBetween(traceEvents, "mebae-begin", "mebae-end");
}
