import { expect } from "vitest";
import { expectClose } from "./expectClose.js";

interface Expected {
  readonly coefficients: readonly number[];
  readonly standardErrors: readonly number[];
  readonly logLikelihood: number;
}

/** All numbers of a record, of a record of records too. */
export function flat(named: object): number[] {
  return Object.values(named).flatMap((entry) => (typeof entry === "number" ? [entry] : flat(entry)));
}

interface Found {
  readonly status: { readonly kind: string };
  readonly coefficients: object;
  readonly standardErrors: object;
  readonly logLikelihood: number;
}

/** Status, log-likelihood, coefficients and errors are the reference's. */
export function expectReference(found: Found, expected: Expected): void {
  expect(found.status.kind).toBe("converged");
  expectClose(found.logLikelihood, expected.logLikelihood, 1e-12, "log-likelihood");
  const [values, errors] = [flat(found.coefficients), flat(found.standardErrors)];
  expect(values).toHaveLength(expected.coefficients.length);
  for (const [i, value] of expected.coefficients.entries())
    expectClose(values[i]!, value, 1e-9, `coefficient ${i}`);
  for (const [i, error] of expected.standardErrors.entries())
    expectClose(errors[i]!, error, 1e-9, `error ${i}`);
}
