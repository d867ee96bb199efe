import { type Backend, createReferenceBackend } from "@mebae/tensor";
import type { Check, ConformanceOptions } from "./check.js";
import { differenceChecks } from "./differenceChecks.js";
import { gradientChecks } from "./gradientChecks.js";
import { oracleChecks, valueChecks } from "./valueChecks.js";

/** What registers a test: vitest's, jest's or node:test's `test`. */
export type TestFunction = (name: string, run: () => Promise<void>) => unknown;

/**
 * Everything that a backend must do as the reference does: for every op in every dtype that the backend claims, values
 * in all layouts, with empty axes, NaN and infinities; gradients; second gradients. Reads are asynchronous.
 */
export function conformanceChecks(backend: Backend, options: ConformanceOptions = {}): Check[] {
  return [...valueChecks(backend, options), ...gradientChecks(backend, options)];
}

/**
 * What makes the reference right: its values against the cases' independent float64 definitions, its gradients
 * against finite differences of its values, its second gradients against differences of its gradients.
 */
export function referenceChecks(options: ConformanceOptions = {}): Check[] {
  const reference = options.reference ?? createReferenceBackend();
  return [...oracleChecks(reference, options), ...differenceChecks(reference, options)];
}

/** Registers every check of `conformanceChecks` as a test, and returns how many there are. */
export function testBackend(
  backend: Backend,
  options: ConformanceOptions & { readonly test: TestFunction },
): number {
  const checks = conformanceChecks(backend, options);
  for (const check of checks) options.test(`${backend.name}: ${check.name}`, () => check.run());
  return checks.length;
}
