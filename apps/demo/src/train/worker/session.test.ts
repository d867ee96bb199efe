import { createCpuBackend, useBackend } from "@mebae/tensor";
import { beforeAll, expect, test } from "vitest";
import type { Report } from "../report.js";
import { defaultData, defaultLayers, defaultSetup } from "../setup/presets.js";
import type { Setup } from "../setup/setup.js";
import { chosenData } from "./data/chosenData.js";
import { Session } from "./session.js";

beforeAll(() => useBackend(createCpuBackend({ threads: 1 })));

async function begin(setup: Setup) {
  const reports: Report[] = [];
  const data = await chosenData(setup, undefined);
  const session = await Session.begin(setup, data, (report) => reports.push(report));
  const last = <T extends Report["type"]>(type: T) =>
    reports.filter((report): report is Extract<Report, { type: T }> => report.type === type).at(-1);
  return { session, reports, last };
}

const moons: Setup = {
  ...defaultSetup,
  data: defaultData.shape,
  layers: defaultLayers("row"),
  optimization: { ...defaultSetup.optimization, epochs: 40 },
};

test("digits: learned to more than 90 % of those held out", async () => {
  const { session, last } = await begin(defaultSetup);
  await session.drive(false);
  expect(last("end")?.ending).toMatchObject({ kind: "finished", reason: "finished" });
  expect(last("epoch")?.facts.accuracy).toBeGreaterThan(0.9);
  await session.dispose();
});

test("moons", async () => {
  const { session, last } = await begin(moons);
  await session.drive(true);
  expect(last("steps")?.progress.step).toBe(1);
  await session.drive(false);
  expect(last("epoch")?.facts.accuracy).toBeGreaterThan(0.9);
});
