import { expect, test } from "vitest";
import { Normal } from "../distributions/normal.js";
import { fit } from "../fit/fit.js";
import { moments } from "../statistics/moments.js";
import { linearRegression } from "./linear.js";
import nist from "./nist.fixture.json";

/** Correct digits: -log₁₀ of the relative error, of absolute error about 0; 15 where the two are equal. */
function digits(found: number, expected: number): number {
  const error = Math.abs(found - expected) / (Math.abs(expected) || 1);
  return error === 0 ? 15 : Math.min(15, -Math.log10(error));
}

function fewest(found: readonly number[], expected: readonly number[]): number {
  expect(found).toHaveLength(expected.length);
  return Math.min(...found.map((value, i) => digits(value, expected[i]!)));
}

type Linear = (typeof nist.linear)[number];

/** Powers as products, which the fixture's `posed` knows. */
function columnsOf({ x, powers }: Linear): Record<string, number[]> {
  const columns = x as unknown as Record<string, number[]>;
  if (powers === 1) return columns;
  const power = (value: number, k: number) => {
    let product = value;
    for (let i = 1; i < k; i++) product *= value;
    return product;
  };
  const names = Array.from({ length: powers }, (_, i) => i + 1);
  return Object.fromEntries(names.map((k) => [`x^${k}`, columns.x!.map((value) => power(value, k))]));
}

/**
 * Digits of coefficients and of standard errors that agree with the certified ones. All that the columns, rounded to float64,
 * still have: the powers of Filip's variable keep 8 of the coefficients' digits, the certified values are printed with 15.
 */
const certified: Record<string, readonly [coefficients: number, errors: number]> = {
  Norris: [13.5, 13.5],
  Pontius: [13, 13],
  NoInt1: [14, 14],
  NoInt2: [14, 14],
  Filip: [7.8, 8],
  Longley: [14, 14],
  Wampler1: [15, 15],
  Wampler2: [13, 15],
  Wampler3: [15, 14],
  Wampler4: [14, 14],
  Wampler5: [14, 14],
};

test.each(nist.linear)("NIST's $name", (data) => {
  const { intercept, y } = data;
  const found = linearRegression({ x: columnsOf(data), y, intercept });
  const [coefficients, errors] = certified[data.name]!;
  const values = Object.values(found.coefficients);
  const standardErrors = Object.values(found.standardErrors);
  expect(fewest(values, data.certified.coefficients)).toBeGreaterThanOrEqual(coefficients);
  expect(fewest(standardErrors, data.certified.standardErrors)).toBeGreaterThanOrEqual(errors);
  expect(
    digits(found.residualStandardDeviation, data.certified.residualStandardDeviation),
  ).toBeGreaterThanOrEqual(Math.min(errors, 13.5));
  const isExact = ["Wampler1", "Wampler2"].includes(data.name);
  const share = Math.min(13.5, errors + 2);
  if (intercept) expect(digits(found.rSquared, data.certified.rSquared)).toBeGreaterThanOrEqual(share);
  expect(found.status.kind).toBe(isExact ? "degenerate" : "converged");
  // Of the problem as it is posed, in the columns' own numbers, nothing is lost but the last rounding.
  expect(fewest(values, data.posed.coefficients)).toBeGreaterThan(14.5);
  if (!isExact) expect(fewest(standardErrors, data.posed.standardErrors)).toBeGreaterThan(14.5);
});

type Univariate = (typeof nist.univariate)[number];

function valuesOf({ values, first, pair }: Univariate): Float64Array {
  if (values) return Float64Array.from(values);
  return Float64Array.of(first!, ...Array.from({ length: 500 }, () => pair!).flat());
}

/** Digits of the standard deviation that the data, rounded to float64, still have: of 0.1 about 1e7 eight. */
const ofDeviation: Record<string, number> = {
  Lew: 14.5,
  Mavro: 12.5,
  Michelso: 13,
  NumAcc1: 15,
  NumAcc2: 14,
  NumAcc3: 9,
  NumAcc4: 8,
  Lottery: 14.5,
  PiDigits: 14.5,
};

/** The first digits of π as whole numbers, by π = 16·arctan 1/5 - 4·arctan 1/239 (Machin 1706). */
function digitsOfPi(count: number): Float64Array {
  const one = 10n ** BigInt(count + 10);
  const arctan = (divisor: bigint) => {
    let power = one / divisor;
    let sum = 0n;
    for (let k = 1n; power !== 0n; k += 2n, power = -power / divisor ** 2n) sum += power / k;
    return sum;
  };
  const text = (16n * arctan(5n) - 4n * arctan(239n)).toString();
  return Float64Array.from({ length: count }, (_, i) => Number(text[i]));
}

/** NIST's file of 5000 digits has a 3 for the 957th, which is an 8: the certified values are those of its digits. */
function piDigits(): Univariate {
  const values = digitsOfPi(5000);
  expect(values[956]).toBe(8);
  values[956] = 3;
  return {
    name: "PiDigits",
    source: "NIST: digits of π",
    values: [...values],
    mean: 4.5348,
    standardDeviation: 2.86733906028871,
  };
}

test.each([...nist.univariate, piDigits()])("NIST's $name, a fit of the normal distribution", (data) => {
  const values = valuesOf(data);
  const { parameters } = fit(Normal, values);
  const { mean, variance } = moments.of(values);
  const unbiased = (byCount: number) => byCount * Math.sqrt(values.length / (values.length - 1));
  for (const found of [parameters.mean, mean]) expect(digits(found, data.mean)).toBeGreaterThan(14.5);
  for (const found of [parameters.standardDeviation, Math.sqrt(variance)])
    expect(digits(unbiased(found), data.standardDeviation)).toBeGreaterThanOrEqual(ofDeviation[data.name]!);
});
