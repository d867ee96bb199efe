import { expect } from "vitest";

/** Within a relative tolerance of what is expected; absolute about 0. */
export function expectClose(found: number, expected: number, tolerance: number, what: string): void {
  const unit = Math.max(Math.abs(expected), Number.MIN_VALUE);
  const close = found === expected || Math.abs(found - expected) <= tolerance * unit;
  expect(
    close,
    `${what}: expected ${expected}, found ${found}, off by ${Math.abs(found - expected) / unit}`,
  ).toBe(true);
}
