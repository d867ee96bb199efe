import { createCpuBackend, useBackend } from "@mebae/tensor";
import { type Backend, BackendError } from "@mebae/tensor/backend";
import { expect, test } from "vitest";
import type { Ending, Report } from "../report.js";
import { newLayer } from "../setup/layers.js";
import { defaultData, defaultSetup } from "../setup/presets.js";
import type { Setup } from "../setup/setup.js";
import { chosenData } from "./data/chosenData.js";
import { Session } from "./session.js";

/** One step an epoch. */
const points: Setup = {
  ...defaultSetup,
  data: { ...defaultData.shape, count: 40 },
  layers: [newLayer("Affine", { outputs: 4 }), newLayer("Tanh")],
  optimization: { ...defaultSetup.optimization, epochs: 6 },
};

const processor = createCpuBackend({ threads: 1 });

/** An engine like the processor's that can be lost, as a graphics device is: from then on it computes nothing. */
class Losable {
  isLost = false;
  readonly backend: Backend = new Proxy(processor, {
    get: (target, name) => {
      if (name === "ready") return async () => this.#check();
      const value = Reflect.get(target, name, target);
      if (typeof value !== "function" || name === "free") return value;
      return (...all: unknown[]) => {
        this.#check();
        return value.apply(target, all);
      };
    },
  });

  #check(): void {
    if (this.isLost) throw new BackendError("gpu: the device was lost", { lost: "The driver restarted." });
  }
}

async function begin(hear: (report: Report) => void = () => undefined) {
  const device = new Losable();
  useBackend(device.backend);
  const reports: Report[] = [];
  const session = await Session.begin(points, await chosenData(points, undefined), (report) => {
    reports.push(report);
    hear(report);
  });
  const last = <T extends Report["type"]>(type: T) =>
    reports.filter((report): report is Extract<Report, { type: T }> => report.type === type).at(-1);
  const ending = (): Ending | undefined => last("end")?.ending;
  return { device, session, reports, last, ending };
}

test("lost when the third epoch has ended, before it is kept: another device goes on from the second", async () => {
  const { device, session, reports, last, ending } = await begin((report) => {
    if (report.type === "epoch" && report.facts.epoch === 3) device.isLost = true;
  });
  await session.drive(false);
  // The sentence around it is the page's.
  expect(ending()).toEqual({ kind: "lost", reason: "The driver restarted", isSafe: true });
  const before = reports.length;
  useBackend(processor);
  await session.rebuild();
  await session.drive(false);
  expect(last("back")?.step).toBe(2);
  const later = reports.slice(before).filter((report) => report.type === "epoch");
  expect(later.map(({ facts }) => facts.epoch)).toEqual([3, 4, 5, 6]);
  expect(ending()).toMatchObject({ kind: "finished" });
  await session.dispose();
});

test("lost before an epoch has ended: nothing is safe, and training begins anew", async () => {
  const { device, session, last, ending } = await begin();
  device.isLost = true;
  await session.drive(false);
  expect(ending()).toMatchObject({ kind: "lost", isSafe: false });
  useBackend(processor);
  await session.rebuild();
  await session.drive(false);
  expect(last("back")?.step).toBe(0);
  expect(ending()).toMatchObject({ kind: "finished" });
  await session.dispose();
});

test("going on upon the device that is lost still, or losing it at rest, tells the same and leaves a way on", async () => {
  const { device, session, ending } = await begin();
  await session.drive(false);
  expect(ending()).toMatchObject({ kind: "finished" });
  device.isLost = true;
  for (let attempt = 0; attempt < 2; attempt++) {
    await session.extend();
    await session.drive(false);
    expect(ending()).toMatchObject({ kind: "lost", isSafe: true });
  }
  useBackend(processor);
  await session.rebuild();
  await session.drive(false);
  expect(ending()).toMatchObject({ kind: "finished" });
  await session.dispose();
});

test.each([
  ["half-way", true, "paused"],
  ["at its end", false, "finished"],
] as const)(
  "lost while it rests %s: it tells so, and another device brings it back as it was",
  async (_, isHalfWay, kind) => {
    const { device, session, last, ending } = await begin((report) => {
      if (isHalfWay && report.type === "epoch" && report.facts.epoch === 3) session.pause();
    });
    await session.drive(false);
    expect(ending()).toMatchObject({ kind });
    const before = last("view")!.view;
    await session.settle();
    expect(ending()).toMatchObject({ kind });
    device.isLost = true;
    await session.settle();
    expect(ending()).toEqual({ kind: "lost", reason: "The driver restarted", isSafe: true });
    useBackend(processor);
    await session.settle();
    expect(ending()).toMatchObject({ kind });
    expect(last("view")!.view).toEqual(before);
    await session.drive(false);
    expect(ending()).toMatchObject({ kind: isHalfWay ? "finished" : "paused" });
    await session.dispose();
  },
);

test("another device that is chosen at rest is where the network can be looked at, trained or not", async () => {
  for (const isTrained of [false, true]) {
    const { session, reports, last } = await begin();
    if (isTrained) await session.drive(false);
    useBackend(processor);
    await expect(session.viewer.look(session.model)).rejects.toThrow("inputs are on");
    await session.settle();
    expect(await session.viewer.look(session.model)).toEqual(last("view")!.view);
    expect(reports.some(({ type }) => type === "end")).toBe(isTrained);
    await session.dispose();
  }
});
