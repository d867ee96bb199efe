import { expect, test, vi } from "vitest";
import { allFamilies } from "../compare/families.js";
import { distribution, type Family } from "../distribution.js";
import type { Parameters } from "../record.js";
import { mutantsOf } from "../testing/mutants.js";
import { checksOf } from "../testing/suite.js";
import type { DistributionCases } from "./caseTypes.js";

/**
 * Breaks every formula of every family's record in the ways of testing/mutants.ts, one at a time, and expects a law or a reference
 * to fail. What survives shows a hole in them: a missing case, or a tolerance that is too wide.
 */
const suites = vi.hoisted(() => ({
  laws: new Map<unknown, unknown>(),
  references: new Map<unknown, unknown[]>(),
}));

vi.mock("../testing/laws.js", async (original) => ({
  ...(await original<typeof import("../testing/laws.js")>()),
  testDistribution: (family: unknown, cases: unknown) => suites.laws.set(family, cases),
}));

vi.mock("../testing/references.js", async (original) => ({
  ...(await original<typeof import("../testing/references.js")>()),
  testReference: (family: unknown, ...rest: unknown[]) => suites.references.set(family, rest),
}));

const { testDistribution } = await vi.importActual<typeof import("../testing/laws.js")>("../testing/laws.js");
const { testReference } =
  await vi.importActual<typeof import("../testing/references.js")>("../testing/references.js");

// They name the families and what each is tested on.
await import("./distributions.test.js");
await import("./references.test.js");
await import("./countReferences.test.js");
await import("./ratioReferences.test.js");

type ReferenceArguments = typeof testReference extends (family: Family, ...rest: infer Rest) => void
  ? Rest
  : never;

function checksFor(family: Family, original: unknown) {
  return checksOf(() => {
    const reference = suites.references.get(original) as ReferenceArguments | undefined;
    if (reference) testReference(family, ...reference);
    testDistribution(family, suites.laws.get(original) as DistributionCases);
  });
}

function settingsOf(original: unknown): Parameters[] {
  const { parameters } = suites.laws.get(original) as DistributionCases;
  const [reference] = (suites.references.get(original) ?? []) as ReferenceArguments | [];
  const others = reference?.settings.map((setting) =>
    Object.fromEntries(reference.names.map((name, i) => [name, setting.parameters[i]!])),
  );
  return [...parameters, ...(others ?? [])];
}

/** Whether a test fails. */
async function isCaught(family: Family, original: unknown, noticing: RegExp): Promise<boolean> {
  let checks: ReturnType<typeof checksFor>;
  try {
    checks = checksFor(family, original);
  } catch {
    return true;
  }
  for (const { run } of checks.filter(({ name }) => noticing.test(name)))
    try {
      await run();
    } catch {
      return true;
    }
  return false;
}

test("every family is tested by its laws and against a reference", () => {
  const without = (table: ReadonlyMap<unknown, unknown>, lack: string) =>
    allFamilies()
      .filter((family) => !table.has(family))
      .map(({ record }) => `${record.name} ${lack}`);
  const missing = [
    ...without(
      suites.laws,
      "has no testDistribution in packages/stats/src/distributions/distributions.test.ts",
    ),
    ...without(
      suites.references,
      "has no testReference in packages/stats/src/distributions/references.test.ts, countReferences.test.ts or ratioReferences.test.ts",
    ),
  ];
  expect(missing, missing.join("; ")).toEqual([]);
});

const total = { mutants: 0 };

for (const original of suites.laws.keys()) {
  const { record } = original as Family;
  test(`every broken formula of ${record.name} is caught`, { timeout: 120_000 }, async () => {
    expect(await isCaught(distribution({ ...record }), original, /./), "unbroken").toBe(false);
    const mutants = mutantsOf(record, settingsOf(original));
    const survivors: string[] = [];
    for (const mutant of mutants)
      if (!(await isCaught(distribution(mutant.record), original, mutant.noticing)))
        survivors.push(mutant.name);
    total.mutants += mutants.length;
    expect(survivors).toEqual([]);
  });
}

test("there were mutants of all families", () => {
  console.log(`${total.mutants} mutants of ${suites.laws.size} families`);
  expect(total.mutants).toBeGreaterThan(1000);
});
