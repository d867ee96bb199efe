import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../../tools/bundle.mjs";
import { isolated } from "../../tools/page.mjs";
import { pageOf, Site } from "./site.js";
import { long, tasksBetween, traced } from "./trace.js";

/** The bar is a minute without a long task: MEBAE_LONG_TASK_SECONDS=60. */
const seconds = Number(process.env["MEBAE_LONG_TASK_SECONDS"] ?? 2);

const here = fileURLToPath(new URL(".", import.meta.url));

let site: Site;
beforeAll(async () => {
  site = await Site.open();
  for (const name of ["longTasks.page", "longTasks.worker"]) {
    const { text } = await bundle(`import "${here}/${name}.ts";`, { minify: true });
    site.add(`/${name}.js`, { type: "text/javascript", content: text, headers: isolated });
  }
  site.add("/", pageOf("/longTasks.page.js"));
});
afterAll(() => site.close());

test(
  `${seconds} s of training in a worker leave the page's main thread free`,
  async () => {
    const { value, complaints, trace } = await site.visit(`/?seconds=${seconds}`, traced);
    const { losses, threads } = value as { losses: number[]; threads: number };
    const tasks = tasksBetween(trace, "training", "trained");
    const waiting = tasks.filter(({ dur }) => dur! > long).map(({ dur }) => Math.round(dur! / 1000));
    // On a machine that has more to do than processors, a task of microseconds may wait for one: that is no work.
    const working = tasks.filter(({ tdur }) => tdur! > long).map(({ tdur }) => Math.round(tdur! / 1000));
    console.log(
      `${losses.length} steps in ${seconds} s on ${threads} threads; of ${tasks.length} tasks of the main thread ${working.length} worked for more than 50 ms; ` +
        `by the clock ${waiting.length} took more${waiting.length > 0 ? ` (ms: ${waiting.join()})` : ""}`,
    );
    expect(complaints).toEqual([]);
    expect(threads).toBe(2);
    expect(losses.length).toBeGreaterThan(10);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    expect(tasks.length).toBeGreaterThan(10);
    expect(tasksBetween(trace, "trained", "end").some(({ tdur }) => tdur! > long)).toBe(true);
    expect(working).toEqual([]);
  },
  1000 * (2 * seconds + 60),
);
