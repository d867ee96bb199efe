import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with the page as it stands, a line each: by all of its rules, best practices included, or by those named. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // The page's own policy forbids scripts from elsewhere, so it comes through the debugger.
  await page.evaluate(axe);
  const options = rules ? { runOnly: rules } : {};
  const results = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  );
}
