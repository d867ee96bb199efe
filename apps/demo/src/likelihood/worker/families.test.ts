import { Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import { familyInfos, familyNamed, typicalOf } from "./families.js";
import { canStand, look } from "./look.js";
import { newtonPath } from "./newton.js";
import { sampleOf } from "./sample.js";
import { study } from "./study.js";

const infos = familyInfos();

test("each family is one of its own", () => {
  expect(new Set(infos.map(({ name }) => name)).size).toBe(infos.length);
});

test.each(infos)("$name: samples of its own are studied, looked at and climbed", ({ name, isSmooth }) => {
  const family = familyNamed(name);
  const typical = typicalOf(family);
  const sample = sampleOf(family(typical).sample(new Key(3), 60));
  const found = study({ family: name, given: {}, level: 0.9 }, sample);
  expect(found.refusal).toBeUndefined();
  const { maximum, start, ranges, xRange } = found;
  expect(canStand(name, start)).toBe(true);
  const seen = look({ family: name, parameters: start, ranges, xRange }, sample);
  expect(seen.logLikelihood).toBeLessThanOrEqual(maximum!.logLikelihood + 1e-9);
  expect(seen.slices.map((slice) => slice.name)).toEqual(Object.keys(ranges));
  if (!isSmooth || maximum!.status.kind !== "converged") return;
  const { steps, hasArrived } = newtonPath(name, start, sample);
  expect(hasArrived).toBe(true);
  const top = look({ family: name, parameters: steps.at(-1)?.to ?? start, ranges, xRange }, sample);
  expect(top.logLikelihood).toBeCloseTo(maximum!.logLikelihood, 6);
});
