import { expect, test } from "vitest";
import { mebae } from "./testing/run.js";

const commands = [
  ...["train", "compare", "learning-curve", "evaluate", "predict", "fit", "data get", "data show"],
  ...["augment", "demo", "bench"],
];

/** Headings, and the long names of the options below each. */
async function groupsOf(command: string): Promise<Map<string, string[]>> {
  const { code, stdout } = await mebae([...command.split(" "), "--help"]);
  expect(code).toBe(0);
  const groups = new Map<string, string[]>();
  let heading = "";
  for (const line of stdout.split("\n")) {
    const [, option] = /^ {2}(?:-\w, )?--([\w-]+)/.exec(line) ?? [];
    if (/^\S.*:$/.test(line)) heading = line;
    else if (option) groups.set(heading, [...(groups.get(heading) ?? []), option]);
  }
  return groups;
}

test.each(commands)("%s: its own options first, what all have last, no (default: false)", async (command) => {
  const groups = [...(await groupsOf(command))];
  expect(groups.at(-1)).toEqual(["In every command:", ["threads", "json", "verbose", "help"]]);
  const { stdout } = await mebae([...command.split(" "), "--help"]);
  expect(stdout).not.toContain("default: false");
  // No folder of this machine as a default.
  expect(stdout).not.toMatch(/default: "?\//);
});

test("options of learning commands stand in groups, defaults with their units", async () => {
  const groups = await groupsOf("compare");
  expect([...groups.keys()].slice(0, 2)).toEqual(["Comparing:", "Data:"]);
  expect(groups.get("Comparing:")).toEqual(["methods", "budget", "folds", "repeats", "seed", "device"]);
  expect(groups.get("Data:")![0]).toBe("target");
  for (const [, options] of groups) expect(options.length).toBeLessThan(9);
  const unwrapped = (await mebae(["compare", "--help"])).stdout.replaceAll(/\s+/g, " ");
  expect(unwrapped).toContain("(default: 60s)");
});
