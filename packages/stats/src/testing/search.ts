import { Key } from "@mebae/tensor";
import { expect } from "vitest";
import type { Distribution, Family } from "../distribution.js";
import { fit } from "../fit/fit.js";
import { parameterNames } from "../programs.js";
import { test } from "./suite.js";

/** Of a family with its own way to the maximum: Newton's search from the start, which it needs for other data, ends there too. */
export function testSearch(family: Family, d: Distribution): void {
  const { sufficient, estimate, irregular, kinked, parameters } = d.record;
  if (!sufficient && !estimate) return;
  const rough: readonly string[] = [
    ...(Array.isArray(irregular) ? irregular : []),
    ...(kinked?.parameters ?? []),
  ];
  if (parameterNames(d.record).every((name) => rough.includes(name))) return;
  test("a search from the start finds what the family's own way finds", () => {
    const given = parameterNames(d.record).filter((name) => parameters[name]!.given);
    const fixed = Object.fromEntries(given.map((name) => [name, d.parameters[name]!]));
    const data = d.sample(new Key(21), 80);
    const own = fit(family, data, { fixed });
    if (own.status.kind !== "converged") return;
    // No search finds those without a smooth maximum.
    const held = Object.fromEntries(rough.map((name) => [name, own.parameters[name]!]));
    const searched = fit(family, data, { fixed: { ...fixed, ...held }, start: {} });
    expect(searched.status).toEqual({ kind: "converged" });
    for (const name of searched.fitted) {
      const off = Math.abs(searched.parameters[name]! - own.parameters[name]!);
      // In standard errors, or the parameter's last digits where there are none.
      const unit = own.standardErrors[name]! || Math.abs(own.parameters[name]!);
      expect(off, name).toBeLessThan(1e-7 * unit);
    }
  });
}
